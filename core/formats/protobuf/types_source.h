// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/protobuf/message_types.h"

#include <optional>

namespace core::protobuf {

/// What is known of a schema's number now: its types, or why messages of it are refused, or
/// neither, as long as nobody could be asked.
struct TypesAnswer
{
    TypesPtr types = {};
    std::optional<Error> refused = {};
};

/// Where schemas come from. Any thread; may wait for a moment, never for a server that is away.
class TypesSource
{
public:
    virtual ~TypesSource() = default;
    virtual TypesAnswer typesOf(std::uint32_t id) = 0;
};

} // namespace core::protobuf
