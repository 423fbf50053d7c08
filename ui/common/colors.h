// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

#include <array>

class QPalette;
class QWidget;

namespace ui {

enum class Scheme
{
    Light,
    Dark
};

/// Every colour of the window, by meaning. Constant.
struct Colors
{
    QColor window;
    QColor panel;
    QColor field; ///< inside of a control that is typed into
    QColor line;
    QColor text;
    QColor secondary;
    QColor accent;
    QColor onAccent; ///< text on a filled control
    QColor selection;
    QColor hover;
    QColor ok;
    QColor warning;
    QColor error;
    std::array<QColor, 6> series;
};

const Colors &colorsOf(Scheme scheme);
/// The scheme that a palette belongs to: its window's luminance decides.
Scheme schemeOf(const QPalette &palette);
const Colors &colorsOf(const QWidget *widget);
QPalette paletteOf(Scheme scheme);

/// Spacing steps and radii, in device-independent pixels.
inline constexpr int kSpace1 = 4;
inline constexpr int kSpace2 = 8;
inline constexpr int kSpace3 = 12;
inline constexpr int kSpace4 = 16;
inline constexpr int kPanelRadius = 8;
inline constexpr int kControlRadius = 6;

} // namespace ui
