// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/flow_claim.h"

#include "core/support/log_file.h"
#include "core/support/text.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>

using namespace Qt::StringLiterals;

namespace core {
namespace {

constexpr mode_t kOwnerOnly = 0600;

/// The same for every name that leads to the file.
QByteArray lockPath(const FlowDefinition &flow)
{
    const QString real = QFileInfo(flow.workspaceFile).canonicalFilePath();
    const QString file = real.isEmpty() ? flow.workspaceFile : real;
    const QByteArray digest = QCryptographicHash::hash(QString(file + u'\n' + flow.id).toUtf8(),
                                                       QCryptographicHash::Sha256);
    return QFile::encodeName(
        u"%1/running/%2.lock"_s.arg(stateFolder(), QString::fromLatin1(digest.toHex().first(32))));
}

bool isStillThere(int fd, const QByteArray &path)
{
    struct stat held = {};
    struct stat named = {};
    return ::fstat(fd, &held) == 0 && ::stat(path.constData(), &named) == 0
        && held.st_dev == named.st_dev && held.st_ino == named.st_ino;
}

/// "weirctl 4711".
QString ownerOf(int fd)
{
    std::array<char, 64> words{};
    const ssize_t size = ::pread(fd, words.data(), words.size() - 1, 0);
    return size > 0 ? visibleText(QString::fromUtf8(words.data()), 60).trimmed() : QString();
}

void signWith(int fd)
{
    const QByteArray words = QCoreApplication::applicationName().toUtf8().left(30) + ' '
        + QByteArray::number(QCoreApplication::applicationPid()) + '\n';
    // only for people: a failed write spoils nothing
    [[maybe_unused]] const bool isWritten = ::ftruncate(fd, 0) == 0
        && ::pwrite(fd, words.constData(), static_cast<std::size_t>(words.size()), 0) > 0;
}

Error runsElsewhere(const FlowDefinition &flow, const QString &owner)
{
    const QString name = visibleText(flow.name, 64);
    return {.code = ErrorCode::Config,
            .id = "flow.runs_elsewhere",
            .message = text(WEIR_TEXT("Flow %1 of this file runs in another process already: %2"))
                           .arg(name, owner.isEmpty() ? u"?"_s : owner),
            .fix = text(WEIR_TEXT("Stop it there first"))};
}

} // namespace

FlowClaim::~FlowClaim()
{
    release();
}

Result<void> FlowClaim::take(const FlowDefinition &flow)
{
    constexpr int kTries = 5; // its owner may be just giving it back
    if (m_fd >= 0 || flow.workspaceFile.isEmpty()) {
        return {};
    }
    const QByteArray path = lockPath(flow);
    QDir().mkpath(QFileInfo(QFile::decodeName(path)).path());
    for (int i = 0; i < kTries; ++i) {
        const int fd =
            ::open(path.constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, kOwnerOnly);
        if (fd < 0) {
            return {};
        }
        if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
            const QString owner = ownerOf(fd);
            ::close(fd);
            return runsElsewhere(flow, owner);
        }
        if (isStillThere(fd, path)) {
            signWith(fd);
            m_path = path;
            m_fd = fd;
            return {};
        }
        ::close(fd);
    }
    return {};
}

void FlowClaim::release()
{
    if (m_fd >= 0) {
        ::unlink(m_path.constData()); // while it is ours, or it would be the next one's
        ::close(m_fd);
        m_fd = -1;
    }
}

} // namespace core
