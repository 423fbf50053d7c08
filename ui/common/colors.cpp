// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/colors.h"

#include <QPalette>
#include <QWidget>

namespace ui {

const Colors &colorsOf(Scheme scheme)
{
    static const Colors kLight{
        .window = 0xf5f6f8,
        .panel = 0xffffff,
        .field = 0xf5f6f8,
        .line = 0xdfe3e8,
        .text = 0x1d2733,
        .secondary = 0x5b6877,
        .accent = 0x0072b2,
        .onAccent = 0xffffff,
        .selection = 0xe6f1f8,
        .hover = 0xeef1f4,
        .ok = 0x1a7f4b,
        .warning = 0x9a6700,
        .error = 0xc62828,
        .series = {0x0072b2, 0xd55e00, 0x008060, 0xb0578a, 0xa66f00, 0x4d4d4d},
    };
    static const Colors kDark{
        .window = 0x202428,
        .panel = 0x2a2e32,
        .field = 0x202428,
        .line = 0x3d444b,
        .text = 0xeceff1,
        .secondary = 0xaab4be,
        .accent = 0x56b4e9,
        .onAccent = 0x12202b,
        .selection = 0x33475a,
        .hover = 0x343a40,
        .ok = 0x4cc38a,
        .warning = 0xe6b450,
        .error = 0xff8a80,
        .series = {0x56b4e9, 0xf28a3c, 0x2bc79a, 0xe29cc2, 0xf0e442, 0xbfbfbf},
    };
    return scheme == Scheme::Light ? kLight : kDark;
}

Scheme schemeOf(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightnessF() < 0.5F ? Scheme::Dark : Scheme::Light;
}

const Colors &colorsOf(const QWidget *widget)
{
    return colorsOf(schemeOf(widget->palette()));
}

QPalette paletteOf(Scheme scheme)
{
    const Colors &colors = colorsOf(scheme);
    QPalette palette;
    palette.setColor(QPalette::Window, colors.window);
    palette.setColor(QPalette::WindowText, colors.text);
    palette.setColor(QPalette::Base, colors.panel);
    palette.setColor(QPalette::AlternateBase, colors.window);
    palette.setColor(QPalette::Text, colors.text);
    palette.setColor(QPalette::PlaceholderText, colors.secondary);
    palette.setColor(QPalette::Button, colors.panel);
    palette.setColor(QPalette::ButtonText, colors.text);
    palette.setColor(QPalette::BrightText, colors.onAccent);
    palette.setColor(QPalette::Highlight, colors.selection);
    palette.setColor(QPalette::HighlightedText, colors.text);
    palette.setColor(QPalette::Link, colors.accent);
    palette.setColor(QPalette::LinkVisited, colors.accent);
    palette.setColor(QPalette::ToolTipBase, colors.panel);
    palette.setColor(QPalette::ToolTipText, colors.text);
    palette.setColor(QPalette::Light, colors.panel);
    palette.setColor(QPalette::Midlight, colors.line);
    palette.setColor(QPalette::Mid, colors.line);
    palette.setColor(QPalette::Dark, colors.line);
    palette.setColor(QPalette::Shadow, colors.line);
    for (const QPalette::ColorRole role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText}) {
        palette.setColor(QPalette::Disabled, role, colors.secondary);
    }
    return palette;
}

} // namespace ui
