// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flow/message_size.h"

namespace core {

std::size_t wholeSize(const MessageView &message)
{
    std::size_t size = message.size();
    HeaderView header;
    for (std::size_t i = 0; message.headers.at(i, header); ++i) {
        size += header.name.size() + header.value.size();
    }
    return size;
}

} // namespace core
