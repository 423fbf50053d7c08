// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QList>
#include <QWidget>

#include <functional>

namespace ui {

/// Everything that can be done in the window, once: menus, shortcuts and the palette all take it
/// from here. GUI thread.
class ActionList final : public QObject
{
    Q_OBJECT

public:
    /// The actions live on `window`, so that their keys work wherever the focus is in it.
    explicit ActionList(QWidget *window) : QObject(window), m_window(window) { }

    /// `group` is the heading it stands under: the menu's name. `id` is "file.save".
    QAction *add(const char *id, const QString &group, const QString &text,
                 const QKeySequence &keys, std::function<void()> run);
    /// One that exists already, such as undo.
    void take(const char *id, const QString &group, QAction *action, const QKeySequence &keys);

    QAction *action(const char *id) const;
    const QList<QAction *> &all() const { return m_all; }
    QList<QAction *> of(const QString &group) const;

    static QString groupOf(const QAction *action);
    /// The text as a person reads it, without the mark of the menu's key.
    static QString wordsOf(const QAction *action);

private:
    QWidget *m_window;
    QList<QAction *> m_all;
};

} // namespace ui
