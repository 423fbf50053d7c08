// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/avro/record_reader.h"
#include "core/formats/protobuf/message_types.h"
#include "core/formats/protobuf/wire_scan.h"
#include "core/formats/row_decoder.h"

#include <optional>
#include <string>
#include <vector>

namespace core::protobuf {

using avro::Shape;

/// Turns a message's bytes into a row, through the library's own message of that type, which is
/// kept for the next. One thread.
class MessageReader final
{
public:
    static constexpr std::size_t kMaxBytes = avro::RecordReader::kMaxBytes;
    static constexpr std::size_t kMaxDecoded = avro::RecordReader::kMaxDecoded;
    static constexpr int kMaxColumns = static_cast<int>(avro::RecordReader::kMaxColumns);

    explicit MessageReader(Shape shape);
    ~MessageReader();
    MessageReader(const MessageReader &) = delete;
    MessageReader &operator=(const MessageReader &) = delete;

    /// The row stands in row() afterwards; its texts live here until the next call.
    /// Ids: those of WireScan, protobuf.too_many_columns, .unknown_only, .required, .refused.
    std::optional<Error> read(const KnownType &known, std::string_view body);
    const Row &row() const { return m_row; }

private:
    using Message = google::protobuf::Message;
    using Field = google::protobuf::FieldDescriptor;

    struct Made
    {
        std::size_t column;
        std::size_t offset;
        std::size_t size;
    };

    std::optional<Error> parse(const KnownType &known, std::string_view body);
    void renew(const KnownType &known);
    bool readRow();
    void readColumn(const Field &field, Value &value);
    void readSingle(const Message &message, const Field &field, Value &value);
    void readMessage(const Message &message, Value &value);
    void readAnyJson(const Message &message, Value &value);
    bool readScalar(const Message &message, const Field &field, int index, Value &value);
    void keepText(Value &value);
    void placeTexts();

    bool mayGrow(std::size_t bytes = 0);
    bool appendMessage(const Message &message);
    bool appendObject(const Message &message);
    bool appendField(const Message &message, const Field &field);
    bool appendSingle(const Message &message, const Field &field, int index);
    bool appendList(const Message &message, const Field &field);
    bool appendMap(const Message &message, const Field &field);
    bool appendAnyJson(const Message &message);

    Shape m_shape;
    KnownType m_known; ///< of m_message
    std::unique_ptr<Message> m_message;
    bool m_isLarge = false; ///< m_message has grown so much that it is not kept
    bool m_isTooLarge = false; ///< what is written has
    Row m_row;
    std::vector<Made> m_made;
    std::vector<ColumnType> m_columnTypes; ///< of m_known's fields
    std::string m_text; ///< what is not in m_message as it stands
    std::string m_scratch;
};

} // namespace core::protobuf
