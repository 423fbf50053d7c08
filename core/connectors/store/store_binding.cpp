// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/store/store_plan.h"
#include "core/flow/message_size.h"
#include "core/formats/value_json.h"

#include <simdjson.h>

#include <cstring>

namespace core::store {
namespace {

bool hasNul(std::string_view text)
{
    return std::memchr(text.data(), 0, text.size()) != nullptr;
}

int bindText(sqlite3_stmt *statement, int parameter, std::string_view text)
{
    return sqlite3_bind_text64(statement, parameter, text.data() ? text.data() : "", text.size(),
                               SQLITE_STATIC, SQLITE_UTF8);
}

int bindBlob(sqlite3_stmt *statement, int parameter, std::string_view bytes)
{
    return sqlite3_bind_blob64(statement, parameter, bytes.data() ? bytes.data() : "", bytes.size(),
                               SQLITE_STATIC);
}

} // namespace

std::string folded(std::string_view name)
{
    std::string lower(name);
    for (char &c : lower) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    }
    return lower;
}

QString quotedColumn(const std::string &name)
{
    return sqliteQuoted(QString::fromStdString(name));
}

int bindBytes(sqlite3_stmt *statement, int parameter, Bytes bytes)
{
    if (isNull(bytes)) {
        return sqlite3_bind_null(statement, parameter);
    }
    const std::string_view text = textOf(bytes);
    return hasNul(text) || !simdjson::validate_utf8(text.data(), text.size())
        ? bindBlob(statement, parameter, text)
        : bindText(statement, parameter, text);
}

int bindValue(sqlite3_stmt *statement, int parameter, const Value &value)
{
    switch (value.kind) {
    case Value::Kind::Null: return sqlite3_bind_null(statement, parameter);
    case Value::Kind::Bool:
    case Value::Kind::Int: return sqlite3_bind_int64(statement, parameter, value.integer);
    case Value::Kind::Float: return sqlite3_bind_double(statement, parameter, value.number);
    case Value::Kind::Json:
    case Value::Kind::BigNumber: return bindText(statement, parameter, value.text);
    case Value::Kind::Text:
        if (value.type.isMoment()) {
            return sqlite3_bind_int64(statement, parameter, value.integer);
        }
        return hasNul(value.text) ? bindBlob(statement, parameter, value.text)
                                  : bindText(statement, parameter, value.text);
    case Value::Kind::Binary: break;
    }
    return bindBlob(statement, parameter, value.text);
}

void StoreTable::bindOrigin(Plan &plan, const Row &row, const RowOrigin &origin)
{
    sqlite3_stmt *statement = plan.statement.get();
    if (plan.lane != origin.lane.serial) { // bindings outlive a reset
        plan.lane = origin.lane.serial;
        sqlite3_bind_int64(statement, Source, m_source);
        bindText(statement, Lane, origin.lane.lane);
        bindText(statement, Topic, origin.lane.topic);
        if (origin.lane.partition >= 0) {
            sqlite3_bind_int(statement, Partition, origin.lane.partition);
        } else {
            sqlite3_bind_null(statement, Partition);
        }
    }
    const MessageView &message = origin.message;
    if (origin.position.stable) {
        sqlite3_bind_int64(statement, Offset, origin.position.value);
    } else {
        sqlite3_bind_null(statement, Offset); // NULLs never collide
    }
    sqlite3_bind_int(statement, Sequence, origin.sequence);
    const std::int64_t time = row.timestampMs >= 0 ? row.timestampMs : message.timestampMs;
    sqlite3_bind_int64(statement, Time, time >= 0 ? time : origin.receivedMs);
    sqlite3_bind_int64(statement, Received, origin.receivedMs);
    sqlite3_bind_int64(statement, Size, static_cast<std::int64_t>(wholeSize(message)));
    if (!plan.hasDelta) {
        sqlite3_bind_int(statement, Delta, 1);
    }
    if (m_hasKey) {
        bindBytes(statement, Key, message.key);
    }
    if (m_hasHeaders && !message.headers.isEmpty()) {
        m_headers.clear();
        appendHeadersJson(message.headers, m_headers);
        bindText(statement, Headers, m_headers);
    } else if (m_hasHeaders) {
        sqlite3_bind_null(statement, Headers);
    }
    if (m_hasRaw) {
        bindBytes(statement, Raw, message.payload);
    }
    if (m_hasTimeKind && message.timeKind != TimeKind::Unknown) {
        bindText(statement, TimeKindName, timeKindKey(message.timeKind));
    } else if (m_hasTimeKind) {
        sqlite3_bind_null(statement, TimeKindName);
    }
}

int StoreTable::bindColumns(Plan &plan, const Row &row)
{
    if (!plan.unknown.empty()) {
        if (const int code = learnTypes(plan, row); code != SQLITE_OK) {
            return code;
        }
    }
    for (std::size_t i = 0; i < plan.targets.size(); ++i) {
        if (plan.targets[i] < 0) {
            continue;
        }
        const Value &value = row.columns[i].value;
        const bool isNoSign = plan.targets[i] == Delta && value.kind != Value::Kind::Int;
        const int code = isNoSign ? sqlite3_bind_int(plan.statement.get(), Delta, 1)
                                  : bindValue(plan.statement.get(), plan.targets[i], value);
        if (code != SQLITE_OK) {
            return code;
        }
    }
    return plan.hasExtra ? bindExtra(plan, row) : SQLITE_OK;
}

int StoreTable::bindExtra(Plan &plan, const Row &row)
{
    m_extra.assign("{");
    for (std::size_t i = 0; i < plan.targets.size(); ++i) {
        if (plan.targets[i] == Plan::kExtra) {
            appendExtra(row.columns[i], m_extra);
        }
    }
    if (m_extra.size() == 1) {
        return sqlite3_bind_null(plan.statement.get(), Extra);
    }
    m_extra.push_back('}');
    return bindText(plan.statement.get(), Extra, m_extra);
}

} // namespace core::store
