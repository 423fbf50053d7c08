// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/debezium/debezium_decoder.h"

#include "core/formats/debezium/change_event.h"
#include "core/formats/debezium/connect_types.h"
#include "core/formats/debezium/connect_values.h"
#include "core/formats/json_columns.h"
#include "core/formats/json_document.h"
#include "core/formats/untold_value.h"
#include "core/support/logging.h"
#include "core/support/text.h"

namespace core::debezium {
namespace {

using Object = ChangeEvent::Object;

/// One of the rows that a change speaks of.
class Image final
{
public:
    /// False for too many columns. `schema` is that of the image, if there is one.
    bool read(const Object &object, const std::optional<Object> &schema,
              std::vector<Column> &columns)
    {
        if (!m_columns.read(object, columns)) {
            return false;
        }
        schema ? m_types.learn(*schema) : m_types.forget();
        m_types.convert(columns);
        for (Column &column : columns) {
            if (isPlaceholder(column.value)) {
                column.value = untoldValue(column.value.type);
                m_wasNotTold = true;
            }
        }
        return true;
    }
    /// Some value stood for one that the database did not tell, in any image so far.
    bool wasNotTold() const { return m_wasNotTold; }

private:
    bool m_wasNotTold = false;
    JsonColumns m_columns;
    ConnectTypes m_types;
};

std::optional<Object> imageSchema(const ChangeEvent &event, std::string_view name)
{
    return event.schema ? memberSchema(*event.schema, name) : std::nullopt;
}

void sign(Row &row, int delta)
{
    row.columns.push_back(
        {.name = kDeltaColumn, .value = {.kind = Value::Kind::Int, .integer = delta}});
}

const char *wordsOf(std::size_t notice)
{
    static constexpr const char *kWords[] = {
        "The table was emptied (truncate): rows that came before stay as they are",
        "A message of the database's log came (operation m): it makes no row",
        "The database does not tell what rows were before a change: its row with -1 holds the key "
        "only, and sums over it are wrong; REPLICA IDENTITY FULL would tell",
        "The database does not tell large values that a change left alone: a store takes them from "
        "the row before, everywhere else they are null; REPLICA IDENTITY FULL would tell"};
    return kWords[notice];
}

Error keyMissing()
{
    return {ErrorCode::Rejected,
            "debezium.key.missing",
            core::text(WEIR_TEXT("A deletion that tells neither the row nor its key")),
            {},
            core::text(WEIR_TEXT("Give the table a primary key, or REPLICA IDENTITY FULL"))};
}

} // namespace

struct DebeziumDecoder::Reader
{
    JsonDocument document;
    JsonDocument keyDocument;
    ChangeEvent event;
    Image before;
    Image after;
    Image key;

    bool readImage(const Object &image, std::string_view name, std::vector<Column> &columns);
    void readKey(Bytes bytes, std::vector<Column> &columns);
};

bool DebeziumDecoder::Reader::readImage(const Object &image, std::string_view name,
                                        std::vector<Column> &columns)
{
    return (name == "before" ? before : after).read(image, imageSchema(event, name), columns);
}

/// A key that is no JSON object names no columns.
void DebeziumDecoder::Reader::readKey(Bytes bytes, std::vector<Column> &columns)
{
    columns.clear();
    if (isNull(bytes) || keyDocument.parse(textOf(bytes))) {
        return;
    }
    const ChangeKey found = debezium::readKey(keyDocument.root());
    if (found.columns && !key.read(*found.columns, found.schema, columns)) {
        columns.clear();
    }
}

DebeziumDecoder::DebeziumDecoder(Output output, Deletes deletes, Frames frames)
    : m_output(output), m_deletes(deletes), m_frames(std::move(frames)),
      m_reader(std::make_unique<Reader>()), m_rows(2)
{ }

DebeziumDecoder::~DebeziumDecoder() = default;

Decoded DebeziumDecoder::decode(const MessageView &message)
{
    if (isNull(message.payload)) {
        return Decoded{.kind = Decoded::Kind::Nothing};
    }
    if (!m_frames.value) {
        return readMessage(message);
    }
    MessageView inner = message;
    Decoded decoded = unframe(*m_frames.value, inner.payload, m_payload);
    if (decoded.kind == Decoded::Kind::Rows && m_frames.key && !isNull(inner.key)) {
        decoded = unframe(*m_frames.key, inner.key, m_keyText);
    }
    return decoded.kind == Decoded::Kind::Rows ? readMessage(inner) : decoded;
}

/// `part` becomes the JSON in `text` when the answer is Rows.
Decoded DebeziumDecoder::unframe(RowDecoder &frame, Bytes &part, std::string &text)
{
    Decoded decoded = frame.decode(MessageView{.payload = part});
    if (decoded.kind == Decoded::Kind::Rows) {
        text.assign(decoded.rows.front().columns.front().value.text);
        part = bytesOf(text.data(), text.size());
    }
    return decoded;
}

Decoded DebeziumDecoder::readMessage(const MessageView &message)
{
    if (auto error = m_reader->document.parse(textOf(message.payload))) {
        return refused(*std::move(error));
    }
    if (auto error = readChange(m_reader->document.root(), m_reader->event)) {
        return refused(*std::move(error));
    }
    switch (m_reader->event.operation) {
    case Operation::Truncate: say(Notice::Truncated); [[fallthrough]];
    case Operation::None: return Decoded{.kind = Decoded::Kind::Nothing};
    case Operation::Message:
        say(Notice::LogMessage);
        return Decoded{.kind = Decoded::Kind::Nothing};
    default: break;
    }
    m_reader->readKey(message.key, m_key);
    const Decoded rows = m_output == Output::Changelog ? makeChangelog() : makeUpsert();
    sayWhatIsMissing();
    return rows;
}

/// In the log of whichever flow reads here.
void DebeziumDecoder::say(Notice notice)
{
    const auto index = static_cast<std::size_t>(notice);
    if (!m_said.test(index)) {
        m_said.set(index);
        qCWarning(logConnector, "Debezium: %s", wordsOf(index));
    }
}

void DebeziumDecoder::sayWhatIsMissing()
{
    const ChangeEvent &event = m_reader->event;
    const bool wantsBefore = m_output == Output::Changelog && event.operation != Operation::Insert;
    const bool isPart = event.before && event.after && event.before->size() < event.after->size();
    if (wantsBefore && (!event.before || isPart)) {
        say(Notice::NoBefore);
    }
    if (m_reader->before.wasNotTold() || m_reader->after.wasNotTold()) {
        say(Notice::NotTold);
    }
}

/// The pair of a change is one answer, so that it is stored whole or not at all.
Decoded DebeziumDecoder::makeChangelog()
{
    const ChangeEvent &event = m_reader->event;
    std::size_t count = 0;
    if (event.operation != Operation::Insert) {
        Row &row = m_rows[count];
        row.timestampMs = event.timestampMs > 0 ? event.timestampMs - 1 : event.timestampMs;
        if (event.before) { // missing unless the table has a full replica identity
            if (!m_reader->readImage(*event.before, "before", row.columns)) {
                return refused(tooManyColumns());
            }
            sign(m_rows[count++], -1);
        } else if (copyKey(row)) {
            sign(m_rows[count++], -1);
        } else if (event.operation == Operation::Delete) {
            return refused(keyMissing());
        }
    }
    if (event.operation != Operation::Delete) {
        Row &row = m_rows[count++];
        row.timestampMs = event.timestampMs;
        if (!m_reader->readImage(*event.after, "after", row.columns)) {
            return refused(tooManyColumns());
        }
        sign(row, 1);
    }
    return rowsOf(count);
}

Decoded DebeziumDecoder::makeUpsert()
{
    const ChangeEvent &event = m_reader->event;
    const bool isDelete = event.operation == Operation::Delete;
    if (isDelete && m_deletes == Deletes::Skip) {
        return Decoded{.kind = Decoded::Kind::Nothing};
    }
    Row &row = m_rows.front();
    row.timestampMs = event.timestampMs;
    if (!isDelete && !m_reader->readImage(*event.after, "after", row.columns)) {
        return refused(tooManyColumns());
    }
    if (isDelete && !copyKey(row)) {
        return refused(keyMissing());
    }
    if (m_deletes == Deletes::Apply) {
        sign(row, isDelete ? -1 : 1);
    } else if (isDelete) {
        row.columns.push_back(
            {.name = kDeletedColumn, .value = {.kind = Value::Kind::Bool, .integer = 1}});
    }
    return rowsOf(1);
}

Decoded DebeziumDecoder::rowsOf(std::size_t count) const
{
    return Decoded{
        .kind = Decoded::Kind::Rows, .rows = std::span(m_rows).first(count), .key = m_key};
}

/// False for a table without a key.
bool DebeziumDecoder::copyKey(Row &row) const
{
    row.columns = m_key;
    return !m_key.empty();
}

} // namespace core::debezium
