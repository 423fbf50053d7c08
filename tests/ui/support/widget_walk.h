// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/colors.h"

#include <QStringList>
#include <QWidget>

/// What every page of the window has to keep, looked at from outside.
namespace walk {

/// Sets the theme and the size, shows the widget with the focus and lets its layouts settle.
void show(QWidget &widget, ui::Scheme scheme, const QSize &size);

/// Visible labels and buttons that have less room than their text needs; empty when all is well.
QStringList clippedTexts(const QWidget &root);
/// Visible controls in the tab order without a name for screen readers.
QStringList namelessControls(const QWidget &root);
/// The visible controls in the order of the Tab key.
QList<QWidget *> tabOrder(const QWidget &root);
/// Every text of every widget, model, tool tip and accessible interface, shown or hidden.
QString everyText(const QWidget &root);
/// Labels that may take their text for markup.
QStringList richLabels(const QWidget &root);

/// Saves a picture into the folder that WEIR_PICTURES names; nothing where it is not set.
void picture(QWidget &widget, const QString &name);
/// Nothing is clipped once the layouts have settled, nameless or markup; then a picture.
void checkLooks(QWidget &page, const QString &name);

} // namespace walk
