// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace ui {

class ActionList;

/// Every action with its keys, in a window of its own.
void showShortcuts(QWidget *parent, const ActionList &actions);
/// What this is, and a report on the system to copy into a ticket: no names, no settings.
void showAbout(QWidget *parent);

} // namespace ui
