// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session.h"

namespace ui {

/// "Make it fail": a store's path leads nowhere for a while, so that a person sees once how trouble
/// looks, what it tells and how it goes. A step of the document like any other. GUI thread.
class Rehearsal final : public QObject
{
    Q_OBJECT

public:
    explicit Rehearsal(Session &session, QObject *parent = nullptr);

    bool isOn() const;
    void begin(); ///< nothing happens where there is no store
    void end();

Q_SIGNALS:
    void changed(bool isOn);

private:
    void setPath(const QString &path, const QString &what);
    const core::WorkspaceEntry *store() const;

    Session &m_session;
    QString m_before; ///< path of the store
    bool m_wasOn = false;
};

} // namespace ui
