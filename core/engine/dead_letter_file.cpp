// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/dead_letter_file.h"

#include "core/engine/message_json.h"
#include "core/support/text.h"

#include <QJsonDocument>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace core {
namespace {

Error notWritten(const QSaveFile &file)
{
    return Error{.code = ErrorCode::Storage,
                 .id = "dead_letter.save",
                 .message = text(WEIR_TEXT("%1 cannot be written: %2"))
                                .arg(visibleText(file.fileName(), 256),
                                     visibleText(file.errorString(), 256)),
                 .fix = text(WEIR_TEXT("Choose another folder, or make room on the disk"))};
}

} // namespace

QJsonObject deadLetterJson(const DeadLetter &letter, bool withContent)
{
    QJsonObject object{{u"id"_s, static_cast<qint64>(letter.id)},
                       {u"flow"_s, letter.flow},
                       {u"source"_s, letter.source},
                       {u"endpoint"_s, letter.endpoint},
                       {u"lane"_s, letter.lane},
                       {u"topic"_s, letter.topic},
                       {u"partition"_s, letter.partition < 0 ? QJsonValue() : letter.partition},
                       {u"position"_s, static_cast<qint64>(letter.position)},
                       {u"time"_s, timeJson(letter.timestampMs)},
                       {u"time_kind"_s, timeKindJson(letter.timeKind)},
                       {u"stored"_s, timeJson(letter.storedMs)},
                       {u"size"_s, static_cast<qint64>(letter.payloadSize)},
                       {u"code"_s, letter.code},
                       {u"reason"_s, letter.reason},
                       {u"tries"_s, letter.tries}};
    if (withContent) {
        object[u"key"_s] = bytesValue(letter.key);
        object[u"headers"_s] = headersJson(letter.headers);
        insertBytes(object, u"value"_s, letter.payload);
    }
    return object;
}

Result<std::int64_t> saveDeadLetters(const DeadLetterStore *store, const QString &file,
                                     std::span<const std::int64_t> ids)
{
    QSaveFile target(file);
    if (!target.open(QIODevice::WriteOnly)) {
        return notWritten(target);
    }
    target.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    std::int64_t saved = 0;
    for (const std::int64_t id : ids) { // one at a time: each may hold many MiB
        const Result<std::optional<DeadLetter>> letter = store->load(id);
        if (!letter) {
            return letter.error();
        }
        if (!*letter) {
            continue; // delivered or deleted meanwhile
        }
        const QByteArray line =
            QJsonDocument(deadLetterJson(**letter, true)).toJson(QJsonDocument::Compact) + '\n';
        if (target.write(line) != line.size()) {
            return notWritten(target);
        }
        ++saved;
    }
    return target.commit() ? Result<std::int64_t>(saved) : notWritten(target);
}

} // namespace core
