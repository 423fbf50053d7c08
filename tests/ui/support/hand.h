// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemView>
#include <QPushButton>
#include <QTest>

/// A person's hand: pointer and keys reach the program by way of its native window, so that they
/// land on whatever really lies there and has the focus.
namespace hand {

/// Scrolls it into sight and clicks into its middle. False, and nothing is clicked, where it is not
/// on the screen, is disabled, or something else covers it, and stays so for seconds.
bool click(QWidget *widget, Qt::KeyboardModifiers held = {});
bool clickRow(QAbstractItemView *view, int row, int column = 0, Qt::KeyboardModifiers held = {});
/// The first row whose text begins so.
bool clickItem(QAbstractItemView *view, const QString &text);

/// To whatever has the focus in the window of `widget`.
void press(QWidget *widget, Qt::Key key, Qt::KeyboardModifiers held = {});
void type(QWidget *widget, const QString &ascii);
/// Clicks into a field and types over what it holds.
bool fill(QWidget *field, const QString &ascii);

/// The visible button of this text; nullptr where there is none.
QPushButton *button(const QWidget &root, const QString &text);

/// The visible widget of this kind and accessible name; nullptr where there is none.
template <typename Widget>
Widget *named(const QWidget &root, const QString &name)
{
    for (Widget *widget : root.findChildren<Widget *>()) {
        if (widget->isVisible() && widget->accessibleName() == name) {
            return widget;
        }
    }
    return nullptr;
}

} // namespace hand
