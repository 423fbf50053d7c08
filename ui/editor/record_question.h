// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <functional>

class QWidget;

namespace ui {

/// Asks over `parent` whether a connection test may write a record to each of these topics.
/// GUI thread.
void askForRecord(QWidget *parent, const QStringList &topics, std::function<void()> agreed);

} // namespace ui
