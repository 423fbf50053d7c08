// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/connection_test.h"
#include "core/connectors/connector.h"
#include "core/connectors/reader_group.h"
#include "core/schema/common_fields.h"

#include <span>
#include <vector>

namespace core {

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

    std::unique_ptr<RowDecoder> makeDecoder(const ConfigBox &config,
                                            const DecoderContext &context) const;
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

private:
    std::vector<SourceType> m_sources;
    std::vector<EndpointType> m_endpoints;
};

/// Generated from the folders of core/connectors.
void registerAllConnectors(Registry &registry);

} // namespace core
