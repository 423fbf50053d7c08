// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/hand.h"

#include <QPointer>
#include <QScrollArea>
#include <QWindow>

#include <functional>

namespace hand {
namespace {

constexpr int kSettle = 3000; ///< ms for layouts that are on their way

void scrollTo(QWidget *widget)
{
    for (QWidget *above = widget->parentWidget(); above; above = above->parentWidget()) {
        if (auto *area = qobject_cast<QScrollArea *>(above)) {
            area->ensureWidgetVisible(widget);
        }
    }
    QTest::qWait(1);
}

QWidget *widgetAt(const QWidget *widget, const QPoint &place)
{
    const QWidget *window = widget->window();
    return window->childAt(widget->mapTo(window, place));
}

bool clickAt(QWidget *widget, const std::function<QPoint()> &whereNow, Qt::KeyboardModifiers held)
{
    const auto isOnTop = [&] {
        const QWidget *there = widgetAt(widget, whereNow());
        return there && (there == widget || widget->isAncestorOf(there));
    };
    if (!QTest::qWaitFor(isOnTop, kSettle)) {
        const QWidget *there = widgetAt(widget, whereNow());
        qWarning("%s is covered by %s", widget->metaObject()->className(),
                 there ? there->metaObject()->className() : "nothing");
        return false;
    }
    QWidget *window = widget->window();
    const QPoint point = widget->mapTo(window, whereNow());
    QTest::mouseMove(window->windowHandle(), point);
    QTest::mouseClick(window->windowHandle(), Qt::LeftButton, held, point);
    QTest::qWait(1);
    return true;
}

} // namespace

bool click(QWidget *widget, Qt::KeyboardModifiers held)
{
    const QPointer<QWidget> watched(widget); // what was made just now is drawn by a later event
    const auto isReady = [&] { return !watched || (watched->isVisible() && watched->isEnabled()); };
    if (!QTest::qWaitFor(isReady, kSettle) || !watched) {
        qWarning("what should be clicked is missing, hidden or disabled");
        return false;
    }
    scrollTo(widget);
    return clickAt(
        widget, [widget] { return widget->rect().center(); }, held);
}

bool clickRow(QAbstractItemView *view, int row, int column, Qt::KeyboardModifiers held)
{
    const QModelIndex index = view ? view->model()->index(row, column) : QModelIndex();
    if (!index.isValid() || !view->isVisible()) {
        qWarning("there is no row %d on the screen", row);
        return false;
    }
    view->scrollTo(index);
    return clickAt(
        view->viewport(), [view, index] { return view->visualRect(index).center(); }, held);
}

bool clickItem(QAbstractItemView *view, const QString &text)
{
    for (int row = 0; view && row < view->model()->rowCount(); ++row) {
        if (view->model()->index(row, 0).data().toString().startsWith(text)) {
            return clickRow(view, row);
        }
    }
    qWarning("there is no item %s", qPrintable(text));
    return false;
}

void press(QWidget *widget, Qt::Key key, Qt::KeyboardModifiers held)
{
    QTest::keyClick(widget->window()->windowHandle(), key, held);
    QTest::qWait(1);
}

void type(QWidget *widget, const QString &ascii)
{
    QWindow *window = widget->window()->windowHandle();
    for (const QChar letter : ascii) {
        QTest::keyClick(window, letter.toLatin1());
    }
    QTest::qWait(1);
}

bool fill(QWidget *field, const QString &ascii)
{
    if (!click(field)) {
        return false;
    }
    press(field, Qt::Key_A, Qt::ControlModifier);
    type(field, ascii);
    return true;
}

QPushButton *button(const QWidget &root, const QString &text)
{
    for (QPushButton *one : root.findChildren<QPushButton *>()) {
        if (one->isVisible() && one->text().startsWith(text)) {
            return one;
        }
    }
    qWarning("there is no button %s", qPrintable(text));
    return nullptr;
}

} // namespace hand
