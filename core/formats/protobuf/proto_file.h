// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace core::protobuf {

/// The text of a .proto file, under the name that others import it by.
struct ProtoFile
{
    std::string name = {}; ///< empty for the one that was given without
    std::string text = {};
    int firstLine = 1; ///< of the text it was cut from
};

/// Several files in one text: each further one stands below a line "// file: shop/customer.proto".
/// The first is the one that is meant.
std::vector<ProtoFile> splitFiles(std::string_view text);

} // namespace core::protobuf
