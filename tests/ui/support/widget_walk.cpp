// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/widget_walk.h"

#include "ui/common/theme.h"

#include <QAbstractButton>
#include <QAbstractItemModel>
#include <QAbstractItemView>
#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QTabBar>
#include <QTest>

using namespace Qt::StringLiterals;

namespace walk {
namespace {

QString nameOf(const QWidget *widget, const QString &text)
{
    return u"%1 \"%2\" has %3x%4"_s
        .arg(QString::fromLatin1(widget->metaObject()->className()), text.left(60))
        .arg(widget->width())
        .arg(widget->height());
}

void addModel(const QAbstractItemModel *model, QString &out)
{
    for (int row = 0; model && row < std::min(model->rowCount(), 1000); ++row) {
        for (int column = 0; column < model->columnCount(); ++column) {
            const QModelIndex index = model->index(row, column);
            for (const int role : {int(Qt::DisplayRole), int(Qt::EditRole), int(Qt::ToolTipRole),
                                   int(Qt::AccessibleTextRole), int(Qt::UserRole)}) {
                out += model->data(index, role).toString() + u'\n';
            }
        }
    }
}

void addAccessible(QWidget *widget, QString &out)
{
    if (QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget)) {
        for (const QAccessible::Text role :
             {QAccessible::Name, QAccessible::Description, QAccessible::Value, QAccessible::Help}) {
            out += face->text(role) + u'\n';
        }
    }
}

bool isWrapping(const QLabel *label)
{
    return label->wordWrap() && label->height() >= label->heightForWidth(label->width());
}

/// What stands wider in a scroll area than it is, and cannot be scrolled into sight.
QStringList cutAtTheSide(const QWidget &root)
{
    QStringList cut;
    for (const QScrollArea *area : root.findChildren<QScrollArea *>()) {
        if (!area->isVisibleTo(&root) || !area->widget()
            || area->horizontalScrollBarPolicy() != Qt::ScrollBarAlwaysOff
            || area->widget()->width() <= area->viewport()->width()) {
            continue;
        }
        for (const QWidget *child : area->widget()->findChildren<QWidget *>()) {
            if (child->isVisibleTo(&root)
                && child->minimumSizeHint().width() > area->viewport()->width()) {
                cut.append(
                    nameOf(child, QString::fromLatin1(child->metaObject()->className()))
                    + u" is wider than the %1 of its place"_s.arg(area->viewport()->width()));
            }
        }
        cut.append(nameOf(area, u"a scroll area"_s)
                   + u" needs a width of %1"_s.arg(area->widget()->width()));
    }
    return cut;
}

} // namespace

void show(QWidget &widget, ui::Scheme scheme, const QSize &size)
{
    ui::applyTheme(*qApp, scheme);
    widget.setAttribute(Qt::WA_StyledBackground);
    widget.resize(size);
    widget.show();
    QVERIFY(QTest::qWaitForWindowExposed(&widget));
    QVERIFY(QTest::qWaitForWindowActive(&widget)); // else keys and the focus go nowhere
    QTest::qWait(1);
}

QStringList clippedTexts(const QWidget &root)
{
    QStringList clipped;
    for (const QLabel *label : root.findChildren<QLabel *>()) {
        if (!label->isVisibleTo(&root) || label->text().isEmpty() || isWrapping(label)) {
            continue;
        }
        const QSize needed =
            label->wordWrap() ? QSize(0, label->heightForWidth(label->width())) : label->sizeHint();
        if (label->width() < needed.width() || label->height() < needed.height()) {
            clipped.append(nameOf(label, label->text())
                           + u" needs %1x%2"_s.arg(needed.width()).arg(needed.height()));
        }
    }
    for (const QAbstractButton *button : root.findChildren<QAbstractButton *>()) {
        const QSize needed = button->sizeHint();
        if (button->isVisibleTo(&root) && !button->text().isEmpty()
            && (button->width() < needed.width() || button->height() < needed.height())) {
            clipped.append(nameOf(button, button->text())
                           + u" needs %1x%2"_s.arg(needed.width()).arg(needed.height()));
        }
    }
    return clipped + cutAtTheSide(root);
}

QList<QWidget *> tabOrder(const QWidget &root)
{
    QList<QWidget *> order;
    for (QWidget *next = root.nextInFocusChain(); next != &root; next = next->nextInFocusChain()) {
        if (root.isAncestorOf(next) && (next->focusPolicy() & Qt::TabFocus) && !next->focusProxy()
            && next->isVisibleTo(&root) && next->isEnabled()) {
            order.append(next);
        }
    }
    return order;
}

QStringList namelessControls(const QWidget &root)
{
    QStringList nameless;
    for (QWidget *control : tabOrder(root)) {
        QAccessibleInterface *face = QAccessible::queryAccessibleInterface(control);
        if (!face || face->text(QAccessible::Name).trimmed().isEmpty()) {
            nameless.append(
                QString::fromLatin1(control->metaObject()->className()) + u' '
                + control->parentWidget()->objectName() + u' '
                + QString::fromLatin1(control->parentWidget()->metaObject()->className()));
        }
    }
    return nameless;
}

QString everyText(const QWidget &root)
{
    QString all;
    QList<QWidget *> widgets = root.findChildren<QWidget *>();
    widgets.append(const_cast<QWidget *>(&root));
    for (QWidget *widget : widgets) {
        all += widget->toolTip() + u'\n' + widget->statusTip() + u'\n' + widget->whatsThis() + u'\n'
            + widget->accessibleName() + u'\n' + widget->accessibleDescription() + u'\n'
            + widget->windowTitle() + u'\n';
        for (const char *property : {"text", "plainText", "placeholderText", "currentText"}) {
            all += widget->property(property).toString() + u'\n';
        }
        for (const QByteArray &name : widget->dynamicPropertyNames()) {
            all += widget->property(name.constData()).toString() + u'\n';
        }
        if (const auto *combo = qobject_cast<QComboBox *>(widget)) {
            addModel(combo->model(), all);
        } else if (const auto *view = qobject_cast<QAbstractItemView *>(widget)) {
            addModel(view->model(), all);
        } else if (const auto *tabs = qobject_cast<QTabBar *>(widget)) {
            for (int i = 0; i < tabs->count(); ++i) {
                all += tabs->tabText(i) + tabs->tabToolTip(i) + u'\n';
            }
        }
        addAccessible(widget, all);
    }
    return all;
}

QStringList richLabels(const QWidget &root)
{
    QStringList rich;
    for (const QLabel *label : root.findChildren<QLabel *>()) {
        if (label->textFormat() != Qt::PlainText) {
            rich.append(nameOf(label, label->text()));
        }
    }
    return rich;
}

void picture(QWidget &widget, const QString &name)
{
    const QString folder = qEnvironmentVariable("WEIR_PICTURES");
    if (!folder.isEmpty()) {
        widget.grab().save(QDir(folder).filePath(name + u".png"_s));
    }
}

void checkLooks(QWidget &page, const QString &name)
{
    QTRY_COMPARE(clippedTexts(page).join(u'\n'), QString());
    QCOMPARE(namelessControls(page).join(u'\n'), QString());
    QCOMPARE(richLabels(page).join(u'\n'), QString());
    picture(page, name);
}

} // namespace walk
