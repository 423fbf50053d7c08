// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store_query/store_copy.h"

#include "core/store_query/sqlite_handles.h"
#include "core/support/text.h"

#include <QFile>
#include <QFileInfo>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace core {
namespace {

int stopWhenCancelled(void *flag)
{
    return static_cast<const std::atomic<bool> *>(flag)->load(std::memory_order_relaxed) ? 1 : 0;
}

Error failed(sqlite3 *connection, int code)
{
    constexpr int kPrimary = 0xff;
    return (code & kPrimary) == SQLITE_INTERRUPT
        ? Error{ErrorCode::Cancelled, "copy.cancelled", text(WEIR_TEXT("Cancelled"))}
        : Error{ErrorCode::Storage,
                "copy.failed",
                text(WEIR_TEXT("The store cannot be copied: %1"))
                    .arg(visibleText(sqliteMessage(connection), 256)),
                {},
                text(WEIR_TEXT("Choose a folder that has room and takes files"))};
}

Result<void> vacuumInto(const QString &file, const QString &to, const std::atomic<bool> *cancelled)
{
    constexpr int kStepsBetweenLooks = 4000;
    constexpr int kBusyMs = 5000;
    sqlite3 *raw = nullptr;
    int code = sqlite3_open_v2(QFileInfo(file).absoluteFilePath().toUtf8().constData(), &raw,
                               SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nullptr);
    const SqliteConnection connection(raw);
    sqlite3_stmt *statement = nullptr;
    if (code == SQLITE_OK) {
        sqlite3_busy_timeout(raw, kBusyMs);
        code = sqlite3_prepare_v2(raw, "VACUUM INTO ?1", -1, &statement, nullptr);
    }
    const SqliteStatement vacuum(statement);
    if (code != SQLITE_OK) {
        return failed(raw, code);
    }
    const QByteArray name = to.toUtf8();
    sqlite3_bind_text(statement, 1, name.constData(), static_cast<int>(name.size()), SQLITE_STATIC);
    if (cancelled) {
        sqlite3_progress_handler(raw, kStepsBetweenLooks, stopWhenCancelled,
                                 const_cast<std::atomic<bool> *>(cancelled));
    }
    code = sqlite3_step(statement);
    return code == SQLITE_DONE ? Result<void>() : failed(raw, code);
}

} // namespace

Result<void> copyStore(const QString &file, const QString &to, const std::atomic<bool> *cancelled)
{
    if (!QFileInfo(file).isFile()) {
        return Error{ErrorCode::NotFound, "copy.file.missing",
                     text(WEIR_TEXT("There is no file %1")).arg(visibleText(file, 256))};
    }
    const QString name = QFileInfo(to).absoluteFilePath();
    const QString part = name + u".part"_s;
    QFile::remove(part);
    Result<void> copied = vacuumInto(file, part, cancelled);
    if (copied) {
        QFile::setPermissions(part, QFile::permissions(file));
        if (std::rename(QFile::encodeName(part).constData(), QFile::encodeName(name).constData())
            != 0) {
            copied = Error{ErrorCode::Storage, "copy.failed",
                           text(WEIR_TEXT("%1 cannot be written")).arg(visibleText(name, 256))};
        }
    }
    if (!copied) {
        QFile::remove(part);
    }
    return copied;
}

} // namespace core
