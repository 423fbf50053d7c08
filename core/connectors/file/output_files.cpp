// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/file/output_files.h"

#include "core/connectors/file/file_names.h"
#include "core/connectors/file/old_files.h"
#include "core/support/logging.h"
#include "core/support/text.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

using namespace Qt::StringLiterals;

namespace core::file {
namespace {

constexpr mode_t kOwnerOnly = 0600;

Error lockedError(const QString &path)
{
    return Error{ErrorCode::Storage, "file.locked",
                 text(WEIR_TEXT("Another flow or process writes %1")).arg(visibleText(path, 256)),
                 u"path"_s, text(WEIR_TEXT("Stop the flow that writes it, then try again"))};
}

} // namespace

OutputFiles::OutputFiles(QString pattern, QString flowId, const FileConfig &config)
    : m_pattern(std::move(pattern)), m_flowId(std::move(flowId)), m_config(config)
{ }

OutputFiles::~OutputFiles()
{
    closeFile();
    if (m_lockFd >= 0) {
        ::close(m_lockFd); // gives the lock back
    }
}

void OutputFiles::closeFile()
{
    if (m_fd >= 0) {
        ::close(m_fd);
        m_fd = -1;
    }
}

Result<void> OutputFiles::open()
{
    QDir().mkpath(QFileInfo(m_pattern).absolutePath());
    const Result<void> locked = lockState();
    Result<FileState> state = FileState::load(stateName());
    if (!state) {
        return state.error();
    }
    if (!state->flow.isEmpty() && state->flow != m_flowId) {
        return Error{ErrorCode::Config, "file.state.foreign",
                     text(WEIR_TEXT("Another flow writes to %1")).arg(visibleText(m_pattern, 256)),
                     u"path"_s, text(WEIR_TEXT("Put {flow} into the name"))};
    }
    if (!locked) {
        return locked;
    }
    m_state = *std::move(state);
    m_state.flow = m_flowId;
    return m_state.openName.isEmpty() ? Result<void>() : goOn();
}

/// Also between two files, when none is open, nobody else may begin one. Not the state itself is
/// locked: each saving replaces it.
Result<void> OutputFiles::lockState()
{
    const QString path = stateName() + u".lock"_s;
    m_lockFd = ::open(QFile::encodeName(path).constData(),
                      O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, kOwnerOnly);
    if (m_lockFd < 0) {
        return fileError(errno, path);
    }
    return ::flock(m_lockFd, LOCK_EX | LOCK_NB) == 0 ? Result<void>() : lockedError(m_pattern);
}

/// A longer file holds what was never confirmed; a shorter or missing one is no longer ours. One of
/// which nothing was confirmed begins again, with its header.
Result<void> OutputFiles::goOn()
{
    const QFileInfo info(partName(m_state.openName));
    if (m_state.openSize == 0 && QFile::remove(info.filePath())) {
        --m_state.sequence;
    }
    if (m_state.openSize == 0) {
        m_state.forgetOpenFile();
        return {};
    }
    if (!info.exists() || info.size() < m_state.openSize) {
        return goOnWithout(info.exists() ? "is shorter than it was" : "is gone");
    }
    if (Result<void> opened = openFile(m_state.openName, false); !opened) {
        return opened;
    }
    if (::ftruncate(m_fd, m_state.openSize) != 0) {
        return fileError(errno, m_state.openName);
    }
    m_size = m_state.openSize;
    m_plain = m_state.openPlain;
    m_rows = m_state.openRows;
    if (m_state.isSpoilt) {
        return settle();
    }
    const bool isAnother = !m_state.openShape.isEmpty() && m_state.openShape != shape();
    return isAnother ? finish() : Result<void>(); // the settings changed meanwhile
}

/// What the state says of the file is put aside for whoever looks into it; where each lane stands
/// is still true.
Result<void> OutputFiles::goOnWithout(const char *why)
{
    qCWarning(logConnector, "%s %s: the next file begins",
              qUtf8Printable(visibleText(m_state.openName, 256)), why);
    const QString aside = stateName() + u".old-"_s
        + QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd'T'HHmmss'Z'"_s);
    if (::rename(QFile::encodeName(stateName()).constData(), QFile::encodeName(aside).constData())
        != 0) {
        return fileError(errno, stateName());
    }
    m_state.forgetOpenFile();
    return saveState();
}

void OutputFiles::giveUpOpenFile()
{
    qCWarning(logConnector, "%s vanished: the next file begins",
              qUtf8Printable(visibleText(m_state.openName, 256)));
    closeFile();
    m_state.forgetOpenFile();
}

QString OutputFiles::shape() const
{
    const CsvConfig &csv = m_config.csv;
    const QString table = m_config.format == Format::Csv
        ? QString(csv.delimiter + csv.quote + QString::number(static_cast<int>(csv.lineEnd))
                  + (csv.newColumns == NewColumns::Extra ? u"+"_s : QString()))
        : QString();
    return QString::number(static_cast<int>(m_config.format)) + u' '
        + QString::number(static_cast<int>(m_config.compression)) + u' ' + table;
}

Result<void> OutputFiles::openFile(const QString &name, bool isNew)
{
    const QString path = partName(name);
    m_fd = ::open(QFile::encodeName(path).constData(),
                  O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW | (isNew ? O_CREAT | O_EXCL : 0),
                  kOwnerOnly);
    struct stat facts = {};
    // set behind the opening, which the process's umask would narrow
    const bool isOpen =
        m_fd >= 0 && (!isNew || ::fchmod(m_fd, m_config.permissions().value_or(kOwnerOnly)) == 0);
    if (!isOpen || ::fstat(m_fd, &facts) != 0) {
        return fileError(errno, path);
    }
    if (!S_ISREG(facts.st_mode)) {
        return fileError(ENOENT, path);
    }
    if (::flock(m_fd, LOCK_EX | LOCK_NB) != 0) {
        closeFile();
        return lockedError(path);
    }
    m_compressor = Compressor::make(m_config.compression);
    return {};
}

std::int64_t OutputFiles::slotOf(std::int64_t receivedMs) const
{
    const std::int64_t span = m_config.rotateEvery.milliseconds().count();
    return span > 0 ? receivedMs / span : 0;
}

bool OutputFiles::isFull(std::int64_t slot, std::size_t bufferedBytes,
                         std::int64_t bufferedRows) const
{
    const std::int64_t bytes = m_plain + static_cast<std::int64_t>(bufferedBytes);
    const std::int64_t rows = m_rows + bufferedRows;
    return rows > 0
        && ((m_config.rotateBytes.value > 0 && bytes >= m_config.rotateBytes.value)
            || (m_config.rotateRows > 0 && rows >= m_config.rotateRows)
            || slot > m_state.openSlot); // a clock set back begins no file
}

/// A file that stands there already is not ours: the number moves on, or the flow stops.
Result<void> OutputFiles::begin(std::int64_t slot)
{
    const bool isNumbered = m_pattern.contains(u"{seq}"_s);
    QString name;
    do {
        ++m_state.sequence;
        name = withSuffix(nameFor(m_pattern, m_state.sequence, QDateTime::currentDateTimeUtc()),
                          m_config.compression);
    } while (isNumbered && (QFile::exists(name) || QFile::exists(partName(name))));
    if (QFile::exists(name) || QFile::exists(partName(name))) {
        return Error{ErrorCode::Config, "file.exists",
                     text(WEIR_TEXT("%1 exists and was not written by this flow"))
                         .arg(visibleText(name, 256)),
                     u"path"_s, text(WEIR_TEXT("Add {seq} to the name"))};
    }
    if (Result<void> opened = openFile(name, true); !opened) {
        return opened;
    }
    m_size = 0;
    m_plain = 0;
    m_rows = 0;
    m_state.openName = name;
    m_state.openShape = shape();
    m_state.openSlot = slot;
    return noteBegun();
}

/// Known before anything stands in it: whatever ends the flow now, the next one cuts it back.
Result<void> OutputFiles::noteBegun()
{
    m_state.openSize = 0;
    m_state.openPlain = 0;
    m_state.openRows = 0;
    Result<void> noted = syncFolderOf(m_state.openName);
    noted = noted ? saveState() : noted;
    if (!noted) {
        QFile::remove(partName(m_state.openName));
        closeFile();
        m_state.openName.clear();
    }
    return noted;
}

Result<void> OutputFiles::write(std::string_view bytes, std::int64_t rows)
{
    m_plain += static_cast<std::int64_t>(bytes.size());
    m_rows += rows;
    if (!m_compressor) {
        return writeRaw(bytes);
    }
    m_packed.clear();
    m_compressor->add(bytes, m_packed);
    return writeRaw(m_packed);
}

Result<void> OutputFiles::writeRaw(std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(m_fd, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            return fileError(written < 0 ? errno : ENOSPC, m_state.openName);
        }
        m_size += written;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

Result<void> OutputFiles::saveState()
{
    removeOldFiles(m_state, m_pattern, m_config, QDateTime::currentMSecsSinceEpoch());
    return m_state.save(stateName());
}

Result<void> OutputFiles::checkStillThere() const
{
    struct stat own = {};
    struct stat named = {};
    const QByteArray path = QFile::encodeName(partName(m_state.openName));
    if (::fstat(m_fd, &own) == 0 && ::stat(path.constData(), &named) == 0
        && own.st_ino == named.st_ino && own.st_dev == named.st_dev) {
        return {};
    }
    return Error{ErrorCode::Storage, "file.gone",
                 text(WEIR_TEXT("%1 was removed or replaced while in use"))
                     .arg(visibleText(m_state.openName, 256)),
                 u"path"_s, text(WEIR_TEXT("Leave the file alone until it is closed"))};
}

Result<void> OutputFiles::makeDurable()
{
    if (m_fd >= 0) {
        if (Result<void> there = checkStillThere(); !there) {
            return there;
        }
        if (m_compressor) {
            m_packed.clear();
            m_compressor->endMember(m_packed);
            if (Result<void> written = writeRaw(m_packed); !written) {
                return written;
            }
        }
        if (::fdatasync(m_fd) != 0) {
            Error error = fileError(errno, m_state.openName);
            spoil();
            return error;
        }
        m_state.openSize = m_size;
        m_state.openPlain = m_plain;
        m_state.openRows = m_rows;
    }
    return saveState();
}

/// What the disk did not take is gone from memory, too, and the next fdatasync would say that all
/// is well: nothing is written to this file any more.
void OutputFiles::spoil()
{
    closeFile();
    m_state.isSpoilt = true;
    if (Result<void> noted = saveState(); !noted) { // the next run cuts the file back all the same
        qCWarning(logConnector, "The state of a file that failed cannot be noted");
    }
}

/// The state forgets the file only after it has its name: a crash between leaves it to be renamed
/// by nobody, complete, and under the name it was written to.
Result<void> OutputFiles::finish()
{
    Result<void> durable = makeDurable();
    return durable ? settle() : durable;
}

Result<void> OutputFiles::settle()
{
    const QString part = partName(m_state.openName);
    if (part != m_state.openName
        && ::rename(QFile::encodeName(part).constData(),
                    QFile::encodeName(m_state.openName).constData())
            != 0) {
        return fileError(errno, m_state.openName);
    }
    closeFile();
    if (Result<void> synced = syncFolderOf(m_state.openName); !synced) {
        return synced;
    }
    m_state.closed.push_back({.name = m_state.openName,
                              .size = m_size,
                              .closedMs = QDateTime::currentMSecsSinceEpoch()});
    m_state.forgetOpenFile();
    return saveState();
}

} // namespace core::file
