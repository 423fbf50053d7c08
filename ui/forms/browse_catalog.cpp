// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forms/browse_catalog.h"

namespace ui {

void BrowseCatalog::request()
{
    if (m_state != State::Loading) {
        Q_EMIT requested();
    }
}

void BrowseCatalog::setLoading()
{
    m_state = State::Loading;
    Q_EMIT changed();
}

void BrowseCatalog::setListing(core::BrowseListing listing)
{
    m_state = State::Ready;
    m_listing = std::move(listing);
    m_failure.clear();
    Q_EMIT changed();
}

void BrowseCatalog::setFailure(const QString &why)
{
    m_state = State::Failed;
    m_listing = {};
    m_failure = why;
    Q_EMIT changed();
}

void BrowseCatalog::forget()
{
    if (m_state != State::Unknown) {
        m_state = State::Unknown;
        m_listing = {};
        Q_EMIT changed();
    }
}

} // namespace ui
