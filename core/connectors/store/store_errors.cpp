// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/store/store_errors.h"

#include "core/support/text.h"

namespace core::store {
namespace {

constexpr int kPrimary = 0xff; // extended codes carry the plain one in the low byte

struct Known
{
    int code;
    const char *id;
    const char *sentence;
    const char *fix;
};

constexpr Known kKnown[] = {
    {SQLITE_FULL, "store.disk_full", WEIR_TEXT("The disk of %1 is full"),
     WEIR_TEXT("Free some space, then start the flow again")},
    {SQLITE_IOERR, "store.io", WEIR_TEXT("Reading or writing %1 failed"),
     WEIR_TEXT("Check the disk; nothing was acknowledged that is not stored")},
    {SQLITE_READONLY, "store.read_only", WEIR_TEXT("%1 cannot be written"),
     WEIR_TEXT("Check the file's permissions and that the disk is not mounted read-only")},
    {SQLITE_PERM, "store.read_only", WEIR_TEXT("%1 cannot be written"),
     WEIR_TEXT("Check the file's permissions")},
    {SQLITE_CANTOPEN, "store.cannot_open", WEIR_TEXT("%1 cannot be opened"),
     WEIR_TEXT("Check that its folder exists and may be written")},
    {SQLITE_NOTADB, "store.not_a_store", WEIR_TEXT("%1 is no SQLite file"),
     WEIR_TEXT("Choose another name")},
    {SQLITE_CORRUPT, "store.damaged", WEIR_TEXT("%1 is damaged"),
     WEIR_TEXT("Start the flow again: the damaged file is set aside and a new one begun")},
    {SQLITE_BUSY, "store.busy", WEIR_TEXT("Another program holds %1"),
     WEIR_TEXT("Close the program that writes to it")},
    {SQLITE_LOCKED, "store.busy", WEIR_TEXT("Another program holds %1"),
     WEIR_TEXT("Close the program that writes to it")},
    {SQLITE_NOMEM, "store.memory", WEIR_TEXT("Not enough memory to write %1"), ""},
};

} // namespace

Error storageError(int code, const QString &words, const QString &path)
{
    for (const Known &known : kKnown) {
        if (known.code == (code & kPrimary)) {
            return Error{ErrorCode::Storage, known.id,
                         text(known.sentence).arg(visibleText(path, 256))
                             + QStringLiteral(" (%1)").arg(visibleText(words, 256)),
                         QStringLiteral("path"), *known.fix ? text(known.fix) : QString()};
        }
    }
    return Error{ErrorCode::Storage, "store.failed",
                 text(WEIR_TEXT("Writing %1 failed: %2"))
                     .arg(visibleText(path, 256), visibleText(words, 256)),
                 QStringLiteral("path")};
}

bool isRowFault(int code)
{
    switch (code & kPrimary) {
    case SQLITE_CONSTRAINT:
    case SQLITE_TOOBIG:
    case SQLITE_RANGE:
    case SQLITE_MISMATCH: return true;
    default: return false;
    }
}

bool isBusy(int code)
{
    return (code & kPrimary) == SQLITE_BUSY || (code & kPrimary) == SQLITE_LOCKED;
}

} // namespace core::store
