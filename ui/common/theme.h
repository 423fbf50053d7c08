// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/colors.h"

#include <QFont>
#include <QString>

class QApplication;
class QPushButton;
class QWidget;

namespace ui {

/// Sets style, palette, font and style sheet of the whole program; callable again when the scheme
/// changes. GUI thread.
void applyTheme(QApplication &application, Scheme scheme);
QString styleSheetOf(Scheme scheme);

QFont baseFont(); ///< the system's face at 13 px
QFont monoFont(int pixels = 12); ///< payloads and keys only

/// What a button is for; one Primary a page.
enum class ButtonRole
{
    Plain,
    Primary,
    Link ///< text in the accent colour, no frame
};
QPushButton *makeButton(const QString &text, ButtonRole role, QWidget *parent);

/// A dynamic property that the style sheet knows; re-evaluates the rules at once.
void setStyleProperty(QWidget *widget, const char *name, const QString &value);

/// Tool tips are rich text by nature; these show foreign text, and its lines, as they are.
QString plainToolTip(const QString &text);
void setPlainToolTip(QWidget *widget, const QString &text);

} // namespace ui
