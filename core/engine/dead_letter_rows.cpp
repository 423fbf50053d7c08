// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/dead_letter_rows.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <sqlite3.h>

namespace core {
namespace {

void bindBytes(sqlite3_stmt *statement, int at, const QByteArray &bytes)
{
    if (bytes.isNull()) {
        sqlite3_bind_null(statement, at);
    } else {
        sqlite3_bind_blob(statement, at, bytes.constData(), static_cast<int>(bytes.size()),
                          SQLITE_STATIC);
    }
}

QByteArray bytesAt(sqlite3_stmt *statement, int at)
{
    if (sqlite3_column_type(statement, at) == SQLITE_NULL) {
        return {};
    }
    const auto *data = static_cast<const char *>(sqlite3_column_blob(statement, at));
    return data ? QByteArray(data, sqlite3_column_bytes(statement, at)) : QByteArray("");
}

QString writeHeaders(const DeadLetter &letter)
{
    QJsonArray all;
    for (const auto &[name, value] : letter.headers) {
        const auto base64 = [](const QByteArray &bytes) {
            return QJsonValue(QString::fromLatin1(bytes.toBase64()));
        };
        all.append(QJsonArray{base64(name), value.isNull() ? QJsonValue() : base64(value)});
    }
    return QString::fromUtf8(QJsonDocument(all).toJson(QJsonDocument::Compact));
}

void readHeaders(const QString &text, DeadLetter &letter)
{
    const QJsonArray all = QJsonDocument::fromJson(text.toUtf8()).array();
    for (const QJsonValue &item : all) {
        const QJsonArray pair = item.toArray();
        const auto bytes = [](const QJsonValue &value) {
            return QByteArray::fromBase64(value.toString().toLatin1());
        };
        letter.headers.emplace_back(bytes(pair.at(0)),
                                    pair.at(1).isNull() ? QByteArray() : bytes(pair.at(1)));
    }
}

TimeKind kindOf(const QString &key)
{
    for (const TimeKind kind : {TimeKind::Create, TimeKind::Append}) {
        if (key.toUtf8().toStdString() == timeKindKey(kind)) {
            return kind;
        }
    }
    return TimeKind::Unknown;
}

DeadLetter readLetter(sqlite3_stmt *row)
{
    DeadLetter letter{.id = sqlite3_column_int64(row, 0),
                      .flowId = textAt(row, 1),
                      .flow = textAt(row, 2),
                      .source = textAt(row, 3),
                      .endpoint = textAt(row, 4),
                      .lane = textAt(row, 5),
                      .topic = textAt(row, 6),
                      .partition = sqlite3_column_int(row, 17),
                      .position = sqlite3_column_int64(row, 7),
                      .isStable = sqlite3_column_int(row, 18) != 0,
                      .timestampMs = sqlite3_column_int64(row, 8),
                      .timeKind = kindOf(textAt(row, 19)),
                      .storedMs = sqlite3_column_int64(row, 9),
                      .key = bytesAt(row, 10),
                      .payload = bytesAt(row, 11),
                      .payloadSize = sqlite3_column_int64(row, 16),
                      .code = textAt(row, 13),
                      .reason = textAt(row, 14),
                      .tries = sqlite3_column_int(row, 15)};
    readHeaders(textAt(row, 12), letter);
    return letter;
}

} // namespace

QString timeKindText(TimeKind kind)
{
    const std::string_view key = timeKindKey(kind);
    return QString::fromLatin1(key.data(), static_cast<qsizetype>(key.size()));
}

void bindText(sqlite3_stmt *statement, int at, const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    sqlite3_bind_text(statement, at, utf8.constData(), static_cast<int>(utf8.size()),
                      SQLITE_TRANSIENT);
}

QString textAt(sqlite3_stmt *statement, int at)
{
    return QString::fromUtf8(reinterpret_cast<const char *>(sqlite3_column_text(statement, at)),
                             sqlite3_column_bytes(statement, at));
}

std::int64_t rowSizeOf(const DeadLetter &letter)
{
    constexpr std::int64_t kRow = 200;
    std::int64_t size = kRow + letter.key.size() + letter.payload.size();
    for (const auto &[name, value] : letter.headers) {
        size += name.size() + value.size();
    }
    return size;
}

void bindLetter(sqlite3_stmt *insert, const DeadLetter &letter)
{
    int at = 0;
    for (const QString &text :
         {letter.flowId, letter.flow, letter.source, letter.endpoint, letter.lane, letter.topic}) {
        bindText(insert, ++at, text);
    }
    sqlite3_bind_int64(insert, ++at, letter.position);
    sqlite3_bind_int64(insert, ++at, letter.timestampMs);
    sqlite3_bind_int64(insert, ++at, letter.storedMs);
    bindBytes(insert, ++at, letter.key);
    bindBytes(insert, ++at, letter.payload);
    bindText(insert, ++at, writeHeaders(letter));
    bindText(insert, ++at, letter.code);
    bindText(insert, ++at, letter.reason);
    sqlite3_bind_int(insert, ++at, letter.tries);
    sqlite3_bind_int64(insert, ++at, rowSizeOf(letter));
    sqlite3_bind_int(insert, ++at, letter.partition);
    sqlite3_bind_int(insert, ++at, letter.isStable ? 1 : 0);
    bindText(insert, ++at, timeKindText(letter.timeKind));
}

std::vector<DeadLetter> readLetters(sqlite3_stmt *select)
{
    std::vector<DeadLetter> letters;
    while (sqlite3_step(select) == SQLITE_ROW) {
        letters.push_back(readLetter(select));
    }
    return letters;
}

} // namespace core
