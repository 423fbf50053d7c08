// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/action_list.h"

#include <algorithm>

namespace ui {
namespace {

constexpr auto kGroup = "weirGroup";

} // namespace

QAction *ActionList::add(const char *id, const QString &group, const QString &text,
                         const QKeySequence &keys, std::function<void()> run)
{
    auto *action = new QAction(text, this);
    connect(action, &QAction::triggered, this, [run = std::move(run)] { run(); });
    take(id, group, action, keys);
    return action;
}

void ActionList::take(const char *id, const QString &group, QAction *action,
                      const QKeySequence &keys)
{
    action->setObjectName(QString::fromLatin1(id));
    action->setProperty(kGroup, group);
    action->setShortcut(keys);
    m_window->addAction(action);
    m_all.append(action);
}

QAction *ActionList::action(const char *id) const
{
    const auto found = std::find_if(m_all.begin(), m_all.end(), [id](const QAction *action) {
        return action->objectName() == QLatin1String(id);
    });
    return found == m_all.end() ? nullptr : *found;
}

QList<QAction *> ActionList::of(const QString &group) const
{
    QList<QAction *> some;
    std::copy_if(m_all.begin(), m_all.end(), std::back_inserter(some),
                 [&group](const QAction *action) { return groupOf(action) == group; });
    return some;
}

QString ActionList::groupOf(const QAction *action)
{
    return action->property(kGroup).toString();
}

QString ActionList::wordsOf(const QAction *action)
{
    return action->text().remove(QLatin1Char('&'));
}

} // namespace ui
