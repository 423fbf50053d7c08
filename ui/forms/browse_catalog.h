// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/connection_test.h"

#include <QObject>

namespace ui {

/// What the live server offers for the fields that can be picked from it. A page fills it, the
/// form's editors read it and ask for it. GUI thread.
class BrowseCatalog final : public QObject
{
    Q_OBJECT

public:
    enum class State
    {
        Unknown,
        Loading,
        Ready,
        Failed
    };

    using QObject::QObject;

    State state() const { return m_state; }
    const core::BrowseListing &listing() const { return m_listing; }
    const QString &failure() const { return m_failure; }

    void request(); ///< no effect while one is under way
    void setLoading();
    void setListing(core::BrowseListing listing);
    void setFailure(const QString &why);
    void forget(); ///< the server is another one now

Q_SIGNALS:
    void requested();
    void changed();

private:
    State m_state = State::Unknown;
    core::BrowseListing m_listing;
    QString m_failure;
};

} // namespace ui
