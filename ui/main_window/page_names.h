// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace core {
class Registry;
}

namespace ui {

/// Where a numbered page stands in the navigation; none for other names.
std::optional<int> numberOfPage(const QString &name);

/// Whether the window shows something by this name; see MainWindow::showPage().
bool isPageName(const QString &name, const core::Registry &registry);

/// All of them in one line, for a person.
QString pageNames(const core::Registry &registry);

} // namespace ui
