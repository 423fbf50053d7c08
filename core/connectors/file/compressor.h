// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/file/file_config.h"

#include <memory>
#include <string>
#include <string_view>

namespace core::file {

/// Turns bytes into members that stand one behind the other: each ends at a durable step, so that a
/// file cut there is whole. One thread.
class Compressor
{
public:
    virtual ~Compressor() = default;
    /// Appends what is ready; the rest is held back until the member ends.
    virtual void add(std::string_view bytes, std::string &out) = 0;
    /// Appends the rest of the member; nothing where none was begun.
    virtual void endMember(std::string &out) = 0;

    /// None for uncompressed files.
    static std::unique_ptr<Compressor> make(Compression compression);
};

/// With .gz or .zst behind it where it has none yet.
QString withSuffix(const QString &name, Compression compression);

} // namespace core::file
