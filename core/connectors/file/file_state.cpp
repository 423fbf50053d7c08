// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/file/file_state.h"

#include "core/support/text.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

using namespace Qt::StringLiterals;

namespace core::file {
namespace {

constexpr int kVersion = 1;

QJsonArray lanesJson(const std::vector<StoredPosition> &lanes)
{
    QJsonArray all;
    for (const StoredPosition &lane : lanes) {
        all.append(QJsonObject{{u"lane"_s, lane.lane},
                               {u"epoch"_s, lane.epoch},
                               {u"position"_s, QString::number(lane.position.value)}});
    }
    return all;
}

QJsonArray closedJson(const std::vector<ClosedFile> &closed)
{
    QJsonArray all;
    for (const ClosedFile &file : closed) {
        all.append(QJsonObject{{u"name"_s, file.name},
                               {u"size"_s, qint64(file.size)},
                               {u"closed_ms"_s, qint64(file.closedMs)}});
    }
    return all;
}

Result<void> writeDurably(const QString &path, const QByteArray &bytes)
{
    constexpr mode_t kOwnerOnly = 0600;
    const int fd = ::open(QFile::encodeName(path).constData(),
                          O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, kOwnerOnly);
    if (fd < 0) {
        return fileError(errno, path);
    }
    const ssize_t written = ::write(fd, bytes.constData(), static_cast<std::size_t>(bytes.size()));
    const bool isWhole = written == bytes.size() && ::fsync(fd) == 0;
    const int number = isWhole ? 0 : written >= 0 && errno == 0 ? ENOSPC : errno;
    ::close(fd);
    return isWhole ? Result<void>() : fileError(number, path);
}

} // namespace

Error fileError(int number, const QString &path)
{
    const auto make = [&](const char *id, const char *sentence) {
        return Error{ErrorCode::Storage, id,
                     text(sentence).arg(visibleText(path, 256))
                         + u" (%1)"_s.arg(QString::fromLocal8Bit(std::strerror(number))),
                     u"path"_s};
    };
    switch (number) {
    case ENOSPC:
    case EDQUOT: return make("file.disk_full", WEIR_TEXT("The disk of %1 is full"));
    case EROFS:
    case EACCES:
    case EPERM: return make("file.read_only", WEIR_TEXT("%1 cannot be written"));
    case ENOENT:
    case ENOTDIR: return make("file.no_folder", WEIR_TEXT("The folder of %1 does not exist"));
    case ELOOP: return make("file.link", WEIR_TEXT("%1 is a link"));
    default: return make("file.io", WEIR_TEXT("Writing %1 failed"));
    }
}

Result<void> syncFolderOf(const QString &path)
{
    const QByteArray folder = QFile::encodeName(QFileInfo(path).absolutePath());
    const int fd = ::open(folder.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0 || ::fsync(fd) != 0) {
        const int number = errno;
        if (fd >= 0) {
            ::close(fd);
        }
        return fileError(number, path);
    }
    ::close(fd);
    return {};
}

Result<FileState> FileState::load(const QString &path)
{
    QFile file(path);
    if (!file.exists()) {
        return FileState{};
    }
    constexpr qint64 kLargest = 16LL << 20U;
    const QJsonObject json = file.size() <= kLargest && file.open(QIODevice::ReadOnly)
        ? QJsonDocument::fromJson(file.readAll()).object()
        : QJsonObject();
    if (json[u"version"_s].toInt() != kVersion) {
        return Error{
            ErrorCode::Storage, "file.state.damaged",
            text(WEIR_TEXT("The state file %1 cannot be read")).arg(visibleText(path, 256)),
            u"path"_s};
    }
    FileState state{.flow = json[u"flow"_s].toString(),
                    .openName = json[u"open"_s].toString(),
                    .openSize = json[u"size"_s].toInteger(),
                    .openPlain = json[u"plain"_s].toInteger(json[u"size"_s].toInteger()),
                    .openRows = json[u"rows"_s].toInteger(),
                    .openSlot = json[u"slot"_s].toInteger(),
                    .openShape = json[u"shape"_s].toString(),
                    .isSpoilt = json[u"spoilt"_s].toBool(),
                    .columns = json[u"columns"_s].toVariant().toStringList(),
                    .sequence = json[u"sequence"_s].toInt()};
    const QJsonArray lanes = json[u"lanes"_s].toArray();
    for (const QJsonValue &lane : lanes) {
        state.lanes.push_back(
            {.lane = lane[u"lane"_s].toString(),
             .epoch = lane[u"epoch"_s].toInt(),
             .position = {.value = lane[u"position"_s].toString().toLongLong(), .stable = true}});
    }
    const QJsonArray closed = json[u"closed"_s].toArray();
    for (const QJsonValue &one : closed) {
        state.closed.push_back({.name = one[u"name"_s].toString(),
                                .size = one[u"size"_s].toInteger(),
                                .closedMs = one[u"closed_ms"_s].toInteger()});
    }
    return state;
}

Result<void> FileState::save(const QString &path) const
{
    const QJsonObject json{{u"version"_s, kVersion},
                           {u"flow"_s, flow},
                           {u"open"_s, openName},
                           {u"size"_s, qint64(openSize)},
                           {u"plain"_s, qint64(openPlain)},
                           {u"rows"_s, qint64(openRows)},
                           {u"slot"_s, qint64(openSlot)},
                           {u"shape"_s, openShape},
                           {u"spoilt"_s, isSpoilt},
                           {u"columns"_s, QJsonArray::fromStringList(columns)},
                           {u"closed"_s, closedJson(closed)},
                           {u"sequence"_s, sequence},
                           {u"lanes"_s, lanesJson(lanes)}};
    const QString temporary = path + u".new"_s;
    if (Result<void> written = writeDurably(temporary, QJsonDocument(json).toJson()); !written) {
        return written;
    }
    if (::rename(QFile::encodeName(temporary).constData(), QFile::encodeName(path).constData())
        != 0) {
        return fileError(errno, path);
    }
    return syncFolderOf(path);
}

void FileState::forgetOpenFile()
{
    openName.clear();
    columns.clear();
    openSize = 0;
    openPlain = 0;
    openRows = 0;
    isSpoilt = false;
}

void FileState::keep(const QString &lane, std::int32_t epoch, std::int64_t position)
{
    for (StoredPosition &known : lanes) {
        if (known.lane == lane) {
            if (epoch > known.epoch || position > known.position.value) {
                known.epoch = epoch;
                known.position.value = position;
            }
            return;
        }
    }
    lanes.push_back(
        {.lane = lane, .epoch = epoch, .position = {.value = position, .stable = true}});
}

} // namespace core::file
