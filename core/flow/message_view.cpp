// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flow/message_view.h"

namespace core {

/// Batches hold many of them: what is added must fit into the room that is there.
static_assert(sizeof(void *) != 8 || sizeof(MessageView) == 80);

std::string_view timeKindKey(TimeKind kind)
{
    switch (kind) {
    case TimeKind::Create: return "create";
    case TimeKind::Append: return "append";
    case TimeKind::Unknown: break;
    }
    return {};
}

Bytes bytesOf(const void *data, std::size_t size)
{
    static constexpr std::byte kEmpty{};
    if (!data) {
        return {};
    }
    return size == 0 ? Bytes(&kEmpty, std::size_t(0))
                     : Bytes(static_cast<const std::byte *>(data), size);
}

std::vector<HeaderView> HeaderRange::all() const
{
    constexpr std::size_t kMost = 1000;
    std::vector<HeaderView> headers;
    HeaderView header;
    while (headers.size() < kMost && at(headers.size(), header)) {
        headers.push_back(header);
    }
    return headers;
}

} // namespace core
