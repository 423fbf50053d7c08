// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/stream_generator/columns.h"

namespace core::stream_generator {

/// Writes events of one definition as JSON objects, the same for the same seed and moments. One
/// thread.
class EventMaker final
{
public:
    /// Errors name the column: "fields[2].rule".
    static Result<EventMaker> make(const StreamGeneratorConfig &config, std::uint64_t seed);

    void append(std::string &out, const Moment &moment);

private:
    explicit EventMaker(std::uint64_t seed) : m_random(seed) { }
    void add(std::string_view name, Column column);
    void addTemplate(Template kind);

    struct Named
    {
        std::string start; ///< up to the value: {"device":
        Column column;
    };
    Random m_random;
    std::vector<Named> m_columns;
    std::size_t m_padTo = 0;
};

} // namespace core::stream_generator
