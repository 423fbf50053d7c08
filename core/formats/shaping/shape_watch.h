// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/row_decoder.h"

#include <string>
#include <unordered_map>

namespace core {

/// Hears of the rows that pass a ShapedDecoder, on its thread.
class ShapeWatch
{
public:
    virtual ~ShapeWatch() = default;
    virtual void sawRow(const Row &) { } ///< as the data type makes it
    /// A value that is none of the column's type; the row has it as null.
    virtual void sawMisfit(std::string_view column) = 0;
    /// A field that no column was declared for.
    virtual void sawUnknown(std::string_view field) = 0;
};

/// Tells them in the log of whichever flow reads here: each name at its first, tenth, hundredth …
/// time. Names beyond the first few hundred are counted together.
class ShapeLog final : public ShapeWatch
{
public:
    static constexpr std::size_t kMostNames = 200;

    void sawMisfit(std::string_view column) override { note(m_misfits, column, false); }
    void sawUnknown(std::string_view field) override { note(m_unknown, field, true); }

private:
    struct Hash : std::hash<std::string_view>
    {
        using is_transparent = void;
    };
    struct Counts
    {
        std::unordered_map<std::string, std::uint64_t, Hash, std::equal_to<>> byName;
        std::uint64_t others = 0;
    };

    static void note(Counts &counts, std::string_view name, bool isUnknown);

    Counts m_misfits;
    Counts m_unknown;
};

} // namespace core
