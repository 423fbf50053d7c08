// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/connection_test.h"
#include "core/connectors/connector.h"
#include "core/connectors/reader_group.h"
#include "core/flow/flow_definition.h"
#include "core/schema/common_fields.h"

#include <span>
#include <vector>

namespace core {

class ShapeWatch;
struct RowShape;

/// What reaches the other side when something breaks, as shown per flow.
enum class Guarantee
{
    AtMostOnce,
    AtLeastOnce,
    EffectivelyOnce
};

/// What a decoder may need that its source's configuration only names.
struct DecoderContext
{
    SharedResources &shared;
    QString baseFolder;
    std::shared_ptr<ShapeWatch> watch = nullptr; ///< of who wants to see rows; else a log is kept
};

/// A source type: everything the rest of Weir knows about it. Function pointers run on the thread
/// their comment names.
struct SourceType
{
    const char *type; ///< "kafka", as in the file
    const char *label; ///< WEIR_TEXT
    const char *sentence; ///< WEIR_TEXT, for the gallery
    const Schema &schema;
    Guarantee guarantee;
    std::unique_ptr<Source> (*make)(const ConfigBox &config);
    DataType (*dataType)(const ConfigBox &config); ///< how its payloads become rows
    bool (*hasEnd)(const ConfigBox &config); ///< "until caught up" can be answered
    void (*test)(const ConfigBox &config, TestRun &run); ///< slow-call thread
    /// Slow-call thread; nullptr where the server offers no list.
    Result<BrowseListing> (*browse)(const ConfigBox &config, const QString &baseFolder,
                                    std::chrono::milliseconds deadline) = nullptr;
    /// The engine's threads; nullptr, or a null answer, where the data type says it all.
    std::unique_ptr<RowDecoder> (*decoder)(const ConfigBox &config,
                                           const DecoderContext &context) = nullptr;
    /// Slow-call thread; nullptr where readers share no positions under a name.
    Result<ReaderGroup> (*group)(const ConfigBox &config, const GroupQuestion &question) = nullptr;

    /// nullptr where rows are what they are.
    const RowShape &(*shape)(const ConfigBox &config) = nullptr;

    std::unique_ptr<RowDecoder> makeDecoder(const ConfigBox &config,
                                            const DecoderContext &context) const;
};

/// How endpoints of a type are read: by a source type, whose settings come in two parts.
struct EndpointReading
{
    const char *sourceType;
    /// The flow's part, such as topics and data type: the source's own table without what the
    /// endpoint says.
    const Schema &(*schema)();
    /// Both parts together, as the source type takes them.
    ConfigBox (*join)(const ConfigBox &endpoint, const ConfigBox &reading);
    /// Whether what is written to `target` would be read: a flow from an endpoint to itself.
    bool (*reads)(const ConfigBox &reading, const QString &target);
};

struct EndpointType
{
    const char *type;
    const char *label;
    const char *sentence;
    const Schema &schema;
    Guarantee guarantee;
    bool needsRows; ///< decodes; undecodable messages follow on_error
    std::unique_ptr<Endpoint> (*make)(const ConfigBox &config);
    void (*test)(const ConfigBox &config, TestRun &run); ///< slow-call thread
    Result<BrowseListing> (*browse)(const ConfigBox &config, const QString &baseFolder,
                                    std::chrono::milliseconds deadline) = nullptr;
    /// Keeps positions with what it writes: alone in a flow, these go before the source's own.
    bool keepsPositions = false;
    const EndpointReading *reading = nullptr; ///< nullptr where it can only be written to
    /// What is wrong with a topic or table of this name; nullptr where any will do.
    std::optional<Error> (*checkTarget)(const ConfigBox &config, const QString &target) = nullptr;
    /// What is wrong with rows of this data type (as the file spells it); nullptr where any will
    /// do.
    std::optional<Error> (*checkRows)(const ConfigBox &config, const QString &dataType) = nullptr;
    /// What no two flows may write to, as text to compare; nullptr where any number may.
    QString (*alone)(const ConfigBox &config, const QString &flow, const QString &target) = nullptr;
    Guarantee (*weakened)(const ConfigBox &config) = nullptr; ///< where settings lower it
    bool testSends = false; ///< its test can write a record, see TestScope

    Guarantee guaranteeOf(const ConfigBox &config) const;
};

/// All connector types, by name. Filled once at start by registerAllConnectors(); then any thread.
class Registry final
{
public:
    /// A name given twice is fatal: it is a programming error.
    void add(const SourceType &type);
    void add(const EndpointType &type);

    std::span<const SourceType> sources() const { return m_sources; }
    std::span<const EndpointType> endpoints() const { return m_endpoints; }
    const SourceType *source(const QString &type) const;
    const EndpointType *endpoint(const QString &type) const;
    /// The type that reads entries of a source's type, or of an endpoint's where it can be read.
    const SourceType *sourceReading(const QString &type, bool isEndpoint) const;
    /// The beginning of a flow as a source type takes it: both parts of an endpoint's reading
    /// joined, once secrets are filled in. A source, or what is not known, stays as it is.
    FlowEnd asSource(FlowEnd from) const;

private:
    std::vector<SourceType> m_sources;
    std::vector<EndpointType> m_endpoints;
};

/// Generated from the folders of core/connectors.
void registerAllConnectors(Registry &registry);

} // namespace core
