// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_payload_type.h"

using namespace Qt::StringLiterals;

namespace core::kafka {

std::string payloadTypeOf(const ConfigBox &source)
{
    if (source.isEmpty()) {
        return {};
    }
    const QString type = readField(source, u"data_type"_s).text;
    const bool isChange = type.startsWith("debezium-json"_L1);
    if (type == "json"_L1 || (isChange && readField(source, u"framing"_s).text != "confluent"_L1)) {
        return "application/json";
    }
    return type == "text"_L1 ? "text/plain" : "";
}

} // namespace core::kafka
