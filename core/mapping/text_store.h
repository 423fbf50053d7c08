// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <list>
#include <string>
#include <string_view>

namespace core::mapping {

/// Keeps the texts that a mapping makes, at addresses that stay when the store is moved.
class TextStore final
{
public:
    std::string_view keep(std::string text) { return m_texts.emplace_back(std::move(text)); }

private:
    std::list<std::string> m_texts;
};

} // namespace core::mapping
