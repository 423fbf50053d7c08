// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/store/store_transaction.h"

#include "core/connectors/store/store_errors.h"
#include "core/support/logging.h"
#include "core/support/text.h"

#include <QDateTime>

using namespace Qt::StringLiterals;

namespace core::store {
namespace {

constexpr NoteKind kRepeats{.key = "store.repeats",
                            .label = WEIR_TEXT("Rows that were stored before")};

/// Faults of one flow's table, such as a foreign table of its name; the others go on.
bool isFlowFault(int code)
{
    constexpr int kPrimary = 0xff;
    return (code & kPrimary) == SQLITE_ERROR;
}

void bindText(sqlite3_stmt *statement, int parameter, const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    sqlite3_bind_text(statement, parameter, bytes.constData(), static_cast<int>(bytes.size()),
                      SQLITE_TRANSIENT);
}

Error keyError(KeyFault fault)
{
    return fault == KeyFault::Nested
        ? Error{ErrorCode::Rejected, "store.key.nested",
                text(WEIR_TEXT("A column of the row's key holds a list or an object")),
                u"primary_key"_s,
                text(WEIR_TEXT("Name columns with single values, or set mode: append"))}
        : Error{ErrorCode::Rejected, "store.key.missing",
                text(WEIR_TEXT("The row does not have the columns of its key")), u"primary_key"_s,
                text(WEIR_TEXT("Name columns that every row has, or set mode: append"))};
}

} // namespace

int StoreTransaction::write(const std::vector<StoreWork> &works)
{
    m_answers.clear();
    m_failed.clear();
    m_waiting.clear();
    int code = m_file.run("BEGIN IMMEDIATE");
    for (const StoreWork &work : works) {
        if (code != SQLITE_OK) {
            break;
        }
        if (hasFailed(*work.client) || hasToWait(*work.client)) {
            continue;
        }
        Completion completion{.token = work.submission.token};
        code = m_file.run("SAVEPOINT flow");
        code = code == SQLITE_OK ? writeWork(work, completion) : code;
        if (isFlowFault(code)) {
            m_failed.push_back({work.client, m_file.errorOf(code)});
            work.client->rows.reset();
            work.client->source.reset();
            code = m_file.run("ROLLBACK TO flow; RELEASE flow");
        } else if (code == SQLITE_OK && m_isUnread) {
            m_waiting.push_back(work.client.get());
            work.client->rows.reset();
            work.client->source.reset();
            code = m_file.run("ROLLBACK TO flow; RELEASE flow");
        } else if (code == SQLITE_OK) {
            code = m_file.run("RELEASE flow");
            Answer &answer = answerOf(work.client);
            answer.done.push_back(std::move(completion));
            ++answer.submissions;
        }
    }
    code = code == SQLITE_OK ? m_file.run("COMMIT") : code;
    if (code != SQLITE_OK) {
        m_error = m_file.errorOf(code); // before the rollback says that all is well
        forget(works);
    }
    return code;
}

void StoreTransaction::forget(const std::vector<StoreWork> &works)
{
    for (const StoreWork &work : works) {
        work.client->rows.reset();
        work.client->source.reset();
    }
    if (!sqlite3_get_autocommit(m_file.connection())) { // some errors roll back by themselves
        m_file.run("ROLLBACK");
    }
    m_answers.clear();
}

void StoreTransaction::answer()
{
    for (Answer &answer : m_answers) {
        answer.client->finish(std::move(answer.done), answer.submissions);
    }
    for (const Failed &failed : m_failed) {
        failed.client->fail(failed.error);
    }
}

bool StoreTransaction::hasFailed(const StoreClient &client) const
{
    const auto isSame = [&client](const Failed &failed) { return failed.client.get() == &client; };
    return client.failure() || std::any_of(m_failed.begin(), m_failed.end(), isSame);
}

bool StoreTransaction::hasToWait(const StoreClient &client) const
{
    return std::find(m_waiting.begin(), m_waiting.end(), &client) != m_waiting.end();
}

StoreTransaction::Answer &StoreTransaction::answerOf(const std::shared_ptr<StoreClient> &client)
{
    for (Answer &answer : m_answers) {
        if (answer.client == client) {
            return answer;
        }
    }
    return m_answers.emplace_back(Answer{.client = client, .done = {}});
}

int StoreTransaction::writeWork(const StoreWork &work, Completion &completion)
{
    StoreClient &client = *work.client;
    const LogScope scope(client.flowName); // what its decoder has to say
    if (const int code = ensureSource(client); code != SQLITE_OK) {
        return code;
    }
    const Batch &batch = *work.submission.batch;
    m_lastOfLane.assign(batch.lanes().size(), -1);
    m_isUnread = false;
    m_refused.clear();
    int code = SQLITE_OK;
    const auto count = static_cast<std::uint32_t>(work.messages());
    for (std::uint32_t i = 0; i < count && code == SQLITE_OK && !m_isUnread; ++i) {
        const std::uint32_t index = work.submission.only.empty() ? i : work.submission.only[i];
        code = writeMessage(client, batch, index, completion);
    }
    if (m_isUnread) {
        return code;
    }
    for (const auto &[lane, position] : m_refused) {
        client.lanes.noteRefused(lane, position, std::chrono::steady_clock::now());
    }
    return code == SQLITE_OK ? keepPositions(client, batch) : code;
}

int StoreTransaction::writeMessage(StoreClient &client, const Batch &batch, std::uint32_t index,
                                   Completion &completion)
{
    const MessageView &message = batch.messages()[index];
    if (message.position.stable) {
        m_lastOfLane[message.lane] = message.position.value;
    }
    const Decoded decoded = client.decoder->decode(message);
    switch (decoded.kind) {
    case Decoded::Kind::Rows: return writeRows(client, batch, index, decoded, completion);
    case Decoded::Kind::Nothing:
        completion.outcomes.push_back({.index = index, .verdict = Verdict::Filtered});
        break;
    case Decoded::Kind::Undecodable: refuse(batch, index, decoded.error, completion); break;
    case Decoded::Kind::Waiting: m_isUnread = true; break;
    }
    return SQLITE_OK;
}

/// All rows of a message or none: what a change was and what it became belong together.
int StoreTransaction::writeRows(StoreClient &client, const Batch &batch, std::uint32_t index,
                                const Decoded &decoded, Completion &completion)
{
    const MessageView &message = batch.messages()[index];
    RowOrigin origin{.message = message,
                     .position = batch.originPositionOf(message),
                     .lane = client.lanes.textsOf(batch.originLaneOf(message)),
                     .receivedMs = batch.receivedMs(),
                     .key = decoded.key};
    for (const Row &row : decoded.rows) {
        if (const KeyFault fault = client.rows->keyFault(row, origin); fault != KeyFault::None) {
            refuse(batch, index, keyError(fault), completion);
            return SQLITE_OK;
        }
    }
    const bool isUnit = decoded.rows.size() > 1;
    int code = isUnit ? m_file.run("SAVEPOINT message") : SQLITE_OK;
    std::uint64_t repeats = 0;
    for (const Row &row : decoded.rows) {
        code = code == SQLITE_OK ? client.rows->insert(row, origin) : code;
        repeats += code == SQLITE_OK && client.rows->wasRepeat() ? 1 : 0;
        ++origin.sequence;
    }
    if (isRowFault(code)) {
        refuse(batch, index,
               Error{ErrorCode::Rejected, "store.row.refused",
                     text(WEIR_TEXT("The table does not take the row: %1"))
                         .arg(visibleText(sqliteMessage(m_file.connection()), 256))},
               completion);
        return isUnit ? takeBack(client) : SQLITE_OK;
    }
    countShape(decoded, completion.notes);
    if (repeats > 0) {
        addNote(completion.notes, kRepeats, repeats);
    }
    return isUnit && code == SQLITE_OK ? m_file.run("RELEASE message") : code;
}

/// With the rows goes what the table learnt for them, such as a new column.
int StoreTransaction::takeBack(StoreClient &client)
{
    client.rows.reset();
    const int code = m_file.run("ROLLBACK TO message; RELEASE message");
    return code == SQLITE_OK ? ensureSource(client) : code;
}

void StoreTransaction::refuse(const Batch &batch, std::uint32_t index, Error error,
                              Completion &completion)
{
    const MessageView &message = batch.messages()[index];
    if (message.position.stable) {
        m_refused.emplace_back(batch.lanes()[message.lane], message.position.value);
    }
    completion.outcomes.push_back(
        {.index = index, .verdict = Verdict::Refuse, .error = std::move(error)});
}

int StoreTransaction::keepPositions(StoreClient &client, const Batch &batch)
{
    for (std::size_t lane = 0; lane < m_lastOfLane.size(); ++lane) {
        if (m_lastOfLane[lane] < 0) {
            continue;
        }
        const LanePtr &info = batch.lanes()[lane];
        const auto position =
            client.lanes.keepable(info, m_lastOfLane[lane], std::chrono::steady_clock::now());
        const int code = position ? keepPosition(client, info, *position) : SQLITE_OK;
        if (code != SQLITE_OK) {
            return code;
        }
    }
    return SQLITE_OK;
}

int StoreTransaction::keepPosition(StoreClient &client, const LanePtr &lane, std::int64_t position)
{
    int code = SQLITE_OK;
    const SqliteStatement statement = prepare(
        "INSERT INTO _weir_position(source,stream,lane,epoch,position,updated_ms)"
        " VALUES(?1,?2,?3,?4,CAST(?5 AS TEXT),?6) ON CONFLICT(source,stream,lane) DO UPDATE SET"
        " epoch=excluded.epoch, position=excluded.position, updated_ms=excluded.updated_ms"
        " WHERE excluded.epoch > epoch OR (excluded.epoch = epoch"
        " AND CAST(excluded.position AS INTEGER) > CAST(position AS INTEGER))",
        code);
    if (code != SQLITE_OK) {
        return code;
    }
    sqlite3_bind_int64(statement.get(), 1, *client.source);
    bindText(statement.get(), 2, client.table);
    bindText(statement.get(), 3, lane->name);
    sqlite3_bind_int(statement.get(), 4, lane->epoch);
    sqlite3_bind_int64(statement.get(), 5, position);
    sqlite3_bind_int64(statement.get(), 6, QDateTime::currentMSecsSinceEpoch());
    code = sqlite3_step(statement.get());
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

int StoreTransaction::ensureSource(StoreClient &client)
{
    if (!client.decoder) {
        client.decoder = client.makeDecoder();
    }
    if (!client.rows) {
        client.rows =
            std::make_unique<StoreTable>(m_file.connection(), client.table, client.config);
    }
    if (client.source) {
        client.rows->useSource(*client.source);
        return SQLITE_OK;
    }
    int code = SQLITE_OK;
    const SqliteStatement statement =
        prepare("INSERT INTO _weir_source(uid,name) VALUES(?1,?2)"
                " ON CONFLICT(uid) DO UPDATE SET name=excluded.name RETURNING id",
                code);
    if (code != SQLITE_OK) {
        return code;
    }
    bindText(statement.get(), 1, client.flowId);
    bindText(statement.get(), 2, client.flowName);
    code = sqlite3_step(statement.get());
    if (code != SQLITE_ROW) {
        return code;
    }
    client.source = sqlite3_column_int64(statement.get(), 0);
    client.rows->useSource(*client.source);
    code = sqlite3_step(statement.get());
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

SqliteStatement StoreTransaction::prepare(const char *sql, int &code) const
{
    sqlite3_stmt *raw = nullptr;
    code = sqlite3_prepare_v2(m_file.connection(), sql, -1, &raw, nullptr);
    return SqliteStatement(raw);
}

} // namespace core::store
