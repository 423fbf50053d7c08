// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

namespace core {

template <auto Destroy>
struct HandleDeleter
{
    template <typename T>
    void operator()(T *object) const noexcept
    {
        Destroy(object);
    }
};

/// Owner of a C library's object: Handle<rd_kafka_t, rd_kafka_destroy>. As small as a pointer.
template <typename T, auto Destroy>
using Handle = std::unique_ptr<T, HandleDeleter<Destroy>>;

} // namespace core
