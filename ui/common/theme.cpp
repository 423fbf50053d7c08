// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/theme.h"

#include <QApplication>
#include <QFontDatabase>
#include <QPushButton>
#include <QStyle>
#include <QStyleFactory>

using namespace Qt::StringLiterals;

/// The linker drops the resources of a static library that nobody names; outside any namespace.
static void loadResources()
{
    Q_INIT_RESOURCE(common);
}

namespace ui {

void applyTheme(QApplication &application, Scheme scheme)
{
    loadResources();
    QApplication::setStyle(QStyleFactory::create(u"Fusion"_s));
    QApplication::setPalette(paletteOf(scheme));
    QApplication::setFont(baseFont());
    application.setStyleSheet(styleSheetOf(scheme));
}

QFont baseFont()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    font.setPixelSize(13);
    return font;
}

QFont monoFont(int pixels)
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPixelSize(pixels);
    return font;
}

QPushButton *makeButton(const QString &text, ButtonRole role, QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    button->setAutoDefault(false);
    if (role == ButtonRole::Link) {
        button->setFlat(true);
        button->setCursor(Qt::PointingHandCursor);
    }
    button->setProperty("look",
                        role == ButtonRole::Primary    ? u"primary"_s
                            : role == ButtonRole::Link ? u"link"_s
                                                       : u"plain"_s);
    return button;
}

void setStyleProperty(QWidget *widget, const char *name, const QString &value)
{
    if (widget->property(name).toString() != value) {
        widget->setProperty(name, value);
        widget->style()->unpolish(widget);
        widget->style()->polish(widget);
        widget->update();
    }
}

QString plainToolTip(const QString &text)
{
    return text.isEmpty()
        ? QString()
        : QString(u"<span>"_s + text.toHtmlEscaped().replace(u'\n', u"<br>"_s) + u"</span>");
}

void setPlainToolTip(QWidget *widget, const QString &text)
{
    widget->setToolTip(plainToolTip(text));
}

} // namespace ui
