// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/theme.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

/// Rules with @names of colours. Lengths are paddings only, so that controls grow with the font.
/// Entries get their text colours from the palette: a colour here would thin out their hints.
constexpr auto kRules = R"(
QToolTip { background: @panel; color: @text; border: 1px solid @line; padding: 4px; }

QFrame[card="true"] { background: @panel; border: 1px solid @line; border-radius: 8px; }
QFrame[rule="true"] { background: @line; border: none; }
QWidget[panel="true"] { background: @panel; }

QLabel[textRole="title"] { font-size: 18px; font-weight: 600; }
QLabel[textRole="heading"] { font-size: 14px; font-weight: 600; }
QLabel[textRole="strong"] { font-weight: 600; }
QLabel[textRole="secondary"] { color: @secondary; font-size: 12px; }
QLabel[textRole="mono"] { color: @secondary; font-family: monospace; font-size: 12px; }
QLabel[textRole="native"] { color: @secondary; font-family: monospace; font-size: 11px; }
QLabel[tone="ok"] { color: @ok; }
QLabel[tone="warning"] { color: @warning; }
QLabel[tone="error"] { color: @error; }
QLabel[tone="quiet"] { color: @secondary; }
QLabel[tone="accent"] { color: @accent; }
QLabel[chip="true"] { background: @selection; color: @text; border-radius: 9px; padding: 2px 8px; font-size: 12px; }
QLabel[chip="true"][tone="error"] { background: @error; color: @panel; font-weight: 600; }

QPushButton { background: @panel; color: @text; border: 1px solid @line; border-radius: 6px; padding: 6px 12px; }
QPushButton:hover { background: @hover; }
QPushButton:pressed { background: @selection; }
QPushButton:focus { border-color: @accent; }
QPushButton:disabled { color: @secondary; background: @window; }
QPushButton[look="primary"] { background: @accent; color: @onAccent; border-color: @accent; font-weight: 600; }
QPushButton[look="primary"]:hover, QPushButton[look="primary"]:pressed { background: @accentHover; }
QPushButton[look="primary"]:focus { border: 2px solid @text; padding: 5px 11px; }
QPushButton[look="primary"]:disabled { background: @line; color: @secondary; border-color: @line; }
QPushButton[look="link"] { background: transparent; border: 1px solid transparent; color: @accent; padding: 1px 5px; font-size: 12px; }
QPushButton[look="link"]::menu-indicator { image: url(:/weir/common/chevron-@scheme.svg); subcontrol-origin: padding; subcontrol-position: center right; width: 12px; height: 12px; }
QPushButton[look="link"][tone="quiet"] { color: @secondary; }
QPushButton[look="link"][tone="error"] { color: @error; }
QPushButton[look="link"]:hover { text-decoration: underline; }
QPushButton[look="link"]:focus { border-color: @accent; }

QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox {
    background: @field; border: 1px solid @line; border-radius: 6px; padding: 6px 9px;
    selection-background-color: @accent; selection-color: @onAccent; }
QPlainTextEdit { padding: 4px 5px; }
QPlainTextEdit[frameless="true"] { background: @panel; border: none; }
QLineEdit:hover, QPlainTextEdit:hover, QComboBox:hover { border-color: @secondary; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QComboBox:on { border-color: @accent; }
QLineEdit[finding="error"], QPlainTextEdit[finding="error"], QComboBox[finding="error"] { border: 2px solid @error; padding: 5px 8px; }
QLineEdit[finding="warning"], QPlainTextEdit[finding="warning"], QComboBox[finding="warning"] { border-color: @warning; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { background: @window; }
QComboBox::drop-down { border: none; width: 26px; }
QComboBox::down-arrow { image: url(:/weir/common/chevron-@scheme.svg); width: 12px; height: 12px; }
QComboBox QLineEdit { border: none; padding: 0; background: transparent; }
QComboBox QAbstractItemView { background: @panel; color: @text; border: 1px solid @line; outline: none;
    selection-background-color: @selection; selection-color: @text; padding: 4px; }
QComboBox QAbstractItemView::item { padding: 5px 8px; min-height: 20px; border-radius: 4px; }

QCheckBox, QRadioButton { spacing: 8px; color: @text; padding: 4px 2px; }
QCheckBox::indicator, QRadioButton::indicator { width: 16px; height: 16px; border: 1px solid @secondary; background: @field; }
QCheckBox::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: 9px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover, QCheckBox::indicator:focus, QRadioButton::indicator:focus { border-color: @accent; }
QCheckBox:focus, QRadioButton:focus { color: @accent; }
QCheckBox::indicator:checked { background: @accent; border-color: @accent; image: url(:/weir/common/check-@scheme.svg); }
QRadioButton::indicator:checked { background: @accent; border-color: @accent; image: url(:/weir/common/dot-@scheme.svg); }

QSplitter[gap="true"]::handle { background: transparent; }
QSplitter::handle:horizontal { width: 5px; background: @panel; border-left: 1px solid @line; }
QSplitter::handle:horizontal:hover { border-left-color: @accent; }

QTabBar { qproperty-drawBase: 0; background: transparent; }
QTabBar::tab { background: transparent; color: @secondary; border: none; border-bottom: 2px solid transparent; padding: 11px 12px 9px 12px; margin-right: 4px; }
QTabBar::tab:selected { color: @text; font-weight: 600; border-bottom-color: @accent; }
QTabBar::tab:hover { color: @text; }
QTabBar::tab:focus { color: @accent; }

QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget[transparent="true"] { background: transparent; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: @line; border-radius: 4px; margin: 1px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: @secondary; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: transparent; border: none; width: 0; height: 0; }

QAbstractItemView { background: @panel; color: @text; border: 1px solid @line; border-radius: 6px; outline: none;
    selection-background-color: @selection; selection-color: @text; gridline-color: @line; }
QAbstractItemView[frameless="true"] { border: none; border-radius: 0; }
QTableView[rows="airy"]::item { border: none; padding: 0 12px; }
QTableView[rows="airy"]::item:selected { background: @selection; color: @text; }
QHeaderView { background: @panel; border: none; }
QHeaderView::section { background: @panel; color: @secondary; border: none; border-bottom: 1px solid @line; padding: 7px 12px; font-weight: 600; font-size: 12px; }
QTableCornerButton::section { background: @panel; border: none; }

QMenuBar { background: @panel; border-bottom: 1px solid @line; }
QMenuBar::item { padding: 5px 10px; background: transparent; border-radius: 4px; }
QMenuBar::item:selected { background: @selection; }
QStatusBar { background: @panel; border-top: 1px solid @line; }
QStatusBar::item { border: none; }
QTreeView[rows="airy"]::item { padding: 2px 0; }
QListView[rows="airy"] { padding: 4px; }
QListView[rows="airy"]::item { min-height: 20px; padding: 2px 8px; border-radius: 4px; }
QListView[rows="airy"]::item:hover { background: @selection; }

QMenu { background: @panel; color: @text; border: 1px solid @line; padding: 4px; }
QMenu::item { padding: 6px 20px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: @selection; }
QMenu::item:disabled { color: @secondary; }
QMenu::separator { background: @line; height: 1px; margin: 4px 8px; }
QSplitter::handle { background: @line; }
)";

QHash<QString, QString> namesOf(Scheme scheme)
{
    const Colors &colors = colorsOf(scheme);
    const bool isLight = scheme == Scheme::Light;
    const QColor accentHover = isLight ? colors.accent.darker(112) : colors.accent.lighter(112);
    return {
        {u"window"_s, colors.window.name()},
        {u"panel"_s, colors.panel.name()},
        {u"field"_s, colors.field.name()},
        {u"line"_s, colors.line.name()},
        {u"text"_s, colors.text.name()},
        {u"secondary"_s, colors.secondary.name()},
        {u"accent"_s, colors.accent.name()},
        {u"onAccent"_s, colors.onAccent.name()},
        {u"accentHover"_s, accentHover.name()},
        {u"selection"_s, colors.selection.name()},
        {u"hover"_s, colors.hover.name()},
        {u"ok"_s, colors.ok.name()},
        {u"warning"_s, colors.warning.name()},
        {u"error"_s, colors.error.name()},
        {u"scheme"_s, isLight ? u"light"_s : u"dark"_s},
    };
}

} // namespace

QString styleSheetOf(Scheme scheme)
{
    const QHash<QString, QString> names = namesOf(scheme);
    QString sheet;
    const QString rules = QString::fromLatin1(kRules);
    for (qsizetype at = 0; at < rules.size();) {
        if (rules[at] != u'@') {
            sheet.append(rules[at++]);
            continue;
        }
        qsizetype end = at + 1;
        while (end < rules.size() && rules[end].isLetter()) {
            ++end;
        }
        sheet.append(names.value(rules.mid(at + 1, end - at - 1)));
        at = end;
    }
    return sheet;
}

} // namespace ui
