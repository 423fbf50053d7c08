// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>
#include <map>
#include <memory>
#include <mutex>

namespace core {

/// Things that several flows use together, such as the writer of one store file: made by the first
/// user, gone with the last. The engine owns one and lends it. Any thread.
class SharedResources final
{
public:
    /// The living resource under `key`, or the one that `make` builds (which may return null).
    template <typename T>
    std::shared_ptr<T> acquire(const QString &key, const std::function<std::shared_ptr<T>()> &make)
    {
        const std::scoped_lock lock(m_mutex);
        if (auto living = m_resources[key].lock()) {
            return std::static_pointer_cast<T>(living);
        }
        std::shared_ptr<T> made = make();
        m_resources[key] = made;
        return made;
    }

private:
    std::mutex m_mutex;
    std::map<QString, std::weak_ptr<void>> m_resources;
};

} // namespace core
