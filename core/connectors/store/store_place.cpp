// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/store/store_place.h"

#include "core/support/text.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

using namespace Qt::StringLiterals;

namespace core::store {
namespace {

Error placeError(ErrorCode code, const char *id, const char *sentence, const QString &path,
                 QString fix = {})
{
    return Error{code, id, text(sentence).arg(visibleText(path, 256)), u"path"_s, std::move(fix)};
}

QString fileFix()
{
    return text(WEIR_TEXT("Write the name of a file, such as plant7.db"));
}

/// By the system's own reason.
Error unwritable(const QString &path)
{
    const QString reason = QString::fromLocal8Bit(std::strerror(errno));
    Error error = placeError(ErrorCode::Storage, "store.cannot_open",
                             WEIR_TEXT("The folder of %1 cannot be written"), path,
                             text(WEIR_TEXT("Choose a folder that takes files")));
    error.message += u" ("_s + reason + u')';
    return error;
}

/// WAL needs shared memory that all readers see: not so over a network.
bool isNetworkDisk(const QString &folder)
{
    constexpr std::array<long, 6> kNetworks{
        0x6969, 0xFF534D42, 0xFE534D42,
        0x517B, 0x65735546, 0x01021997}; // NFS, CIFS, SMB2, SMB, FUSE, 9P
    struct statfs facts = {};
    return ::statfs(QFile::encodeName(folder).constData(), &facts) == 0
        && std::find(kNetworks.begin(), kNetworks.end(), static_cast<long>(facts.f_type))
        != kNetworks.end();
}

Result<QString> canonical(const QString &path)
{
    const QFileInfo info(path);
    if (info.isSymLink() && !info.exists()) {
        return placeError(ErrorCode::Config, "store.path.link",
                          WEIR_TEXT("%1 is a link to a file that does not exist"), path,
                          text(WEIR_TEXT("Name the file itself")));
    }
    if (!info.exists()) {
        return QString(QDir(info.absolutePath()).canonicalPath() + u'/' + info.fileName());
    }
    const QString real = info.canonicalFilePath();
    const QString folder = QDir(info.absolutePath()).canonicalPath();
    if (info.isSymLink() && QFileInfo(real).absolutePath() != folder) {
        return placeError(ErrorCode::Config, "store.path.link",
                          WEIR_TEXT("%1 is a link into another folder"), path,
                          text(WEIR_TEXT("Name the file itself")));
    }
    struct stat facts = {};
    if (::stat(QFile::encodeName(real).constData(), &facts) != 0 || !S_ISREG(facts.st_mode)) {
        return placeError(ErrorCode::Config, "store.path.no_file",
                          WEIR_TEXT("%1 is a folder or a device, no file"), path, fileFix());
    }
    if (facts.st_nlink > 1) {
        return placeError(ErrorCode::Config, "store.path.hard_link",
                          WEIR_TEXT("%1 has a second name: its log would be written twice"), path,
                          text(WEIR_TEXT("Copy the file")));
    }
    return real;
}

Result<void> makeFolder(const QString &folder)
{
    if (QFileInfo(folder).isDir()) {
        return {};
    }
    const QString parent = QFileInfo(folder).absolutePath();
    if (!QFileInfo(parent).isDir() && parent != folder) {
        if (Result<void> made = makeFolder(parent); !made) {
            return made;
        }
    }
    constexpr mode_t kOwnerOnly = 0700;
    if (::mkdir(QFile::encodeName(folder).constData(), kOwnerOnly) != 0 && errno != EEXIST) {
        return placeError(ErrorCode::Storage, "store.cannot_open",
                          WEIR_TEXT("The folder %1 cannot be made"), folder);
    }
    return {};
}

int openLockFile(const QString &storePath)
{
    constexpr mode_t kOwnerOnly = 0600;
    return ::open(QFile::encodeName(storePath + u".lock"_s).constData(),
                  O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, kOwnerOnly);
}

QString ownerOf(int fd)
{
    std::array<char, 32> words{};
    const ssize_t size = ::pread(fd, words.data(), words.size() - 1, 0);
    return QString::fromLatin1(words.data(), std::max<ssize_t>(size, 0)).trimmed();
}

} // namespace

Result<StorePlace> prepareStorePlace(const QString &path)
{
    if (path.contains(QChar(u'\0')) || QFileInfo(path).fileName().isEmpty()) {
        return placeError(ErrorCode::Config, "store.path.no_file", WEIR_TEXT("%1 names no file"),
                          path, fileFix());
    }
    if (Result<void> made = makeFolder(QFileInfo(path).absolutePath()); !made) {
        return made.error();
    }
    Result<QString> real = canonical(path);
    if (!real) {
        return real.error();
    }
    if (isNetworkDisk(QFileInfo(*real).absolutePath())) {
        return placeError(ErrorCode::Config, "store.path.network",
                          WEIR_TEXT("%1 is on a network disk: a store needs a local one"), path);
    }
    const int fd = openLockFile(*real);
    struct stat facts = {};
    if (fd < 0 || ::fstat(fd, &facts) != 0) {
        return unwritable(path);
    }
    ::close(fd);
    return StorePlace{.path = *std::move(real),
                      .lockKey = u"store/%1:%2"_s.arg(facts.st_dev).arg(facts.st_ino)};
}

FileLock::~FileLock()
{
    release();
}

Result<void> FileLock::take(const QString &storePath)
{
    m_fd = openLockFile(storePath);
    if (m_fd < 0) {
        return unwritable(storePath);
    }
    if (::flock(m_fd, LOCK_EX | LOCK_NB) != 0) {
        const QString owner = ownerOf(m_fd);
        release();
        return Error{ErrorCode::Storage, "store.locked",
                     text(WEIR_TEXT("%1 is written by process %2 already"))
                         .arg(visibleText(storePath, 256), visibleText(owner, 32)),
                     u"path"_s, text(WEIR_TEXT("Stop that process, or choose another file"))};
    }
    const QByteArray pid = QByteArray::number(::getpid()) + '\n';
    // the number is only for people: a failed write spoils nothing
    [[maybe_unused]] const bool written = ::ftruncate(m_fd, 0) == 0
        && ::pwrite(m_fd, pid.constData(), static_cast<std::size_t>(pid.size()), 0) > 0;
    return {};
}

void FileLock::release()
{
    if (m_fd >= 0) {
        ::close(m_fd); // gives the lock back
        m_fd = -1;
    }
}

} // namespace core::store
