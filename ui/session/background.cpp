// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/background.h"

namespace ui {

Background::Background(const QString &name, QObject *parent) : QObject(parent)
{
    m_thread.setObjectName(name);
    m_there.moveToThread(&m_thread);
    m_thread.start();
}

Background::~Background()
{
    QMetaObject::invokeMethod(
        &m_there, [this] { m_thread.quit(); }, Qt::QueuedConnection);
    m_thread.wait();
}

void Background::post(std::function<void()> work)
{
    QMetaObject::invokeMethod(&m_there, std::move(work), Qt::QueuedConnection);
}

} // namespace ui
