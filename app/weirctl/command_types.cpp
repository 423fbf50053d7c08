// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/weirctl/arguments.h"
#include "app/weirctl/command_functions.h"
#include "app/weirctl/options.h"
#include "app/weirctl/output.h"
#include "app/weirctl/workspace_input.h"
#include "core/schema/schema_docs.h"

using namespace Qt::StringLiterals;

namespace weirctl {
namespace {

template <typename Type>
QJsonObject describe(const Type &type, const QString &kind)
{
    return {{u"type"_s, QString::fromLatin1(type.type)},
            {u"kind"_s, kind},
            {u"label"_s, core::text(type.label)},
            {u"fields"_s, core::describeFields(type.schema)}};
}

template <typename Type>
QStringList row(const Type &type, const QString &kind)
{
    return {QString::fromLatin1(type.type), kind, core::text(type.label),
            core::text(type.sentence)};
}

struct Format
{
    const char *key;
    const char *label;
};

/// What payloads can be read as.
constexpr Format kFormats[] = {
    {"json", WEIR_TEXT("JSON")},
    {"text", WEIR_TEXT("Text")},
    {"avro", WEIR_TEXT("Avro")},
    {"protobuf", WEIR_TEXT("Protobuf")},
    {"debezium-json", WEIR_TEXT("Debezium JSON")},
    {"debezium-json-upsert", WEIR_TEXT("Debezium JSON upsert")},
};

void printTypes()
{
    std::vector<QStringList> rows;
    for (const core::SourceType &type : registry().sources()) {
        rows.push_back(row(type, u"source"_s));
    }
    for (const core::EndpointType &type : registry().endpoints()) {
        rows.push_back(row(type, u"endpoint"_s));
    }
    for (const Format &format : kFormats) {
        rows.push_back({QString::fromLatin1(format.key), u"format"_s, core::text(format.label),
                        core::text(WEIR_TEXT("Payloads that become rows."))});
    }
    writeResult(formatTable({core::text(WEIR_TEXT("type")), core::text(WEIR_TEXT("kind")),
                             core::text(WEIR_TEXT("name")), core::text(WEIR_TEXT("what it is"))},
                            rows));
}

} // namespace

ExitCode runTypes(const Arguments &arguments)
{
    if (!arguments.has(kJson)) {
        printTypes();
        return ExitCode::Done;
    }
    QJsonArray types;
    for (const core::SourceType &type : registry().sources()) {
        types.append(describe(type, u"source"_s));
    }
    for (const core::EndpointType &type : registry().endpoints()) {
        types.append(describe(type, u"endpoint"_s));
    }
    for (const Format &format : kFormats) {
        types.append(QJsonObject{{u"type"_s, QString::fromLatin1(format.key)},
                                 {u"kind"_s, u"format"_s},
                                 {u"label"_s, core::text(format.label)},
                                 {u"fields"_s, QJsonArray()}});
    }
    writeJson(types);
    return ExitCode::Done;
}

} // namespace weirctl
