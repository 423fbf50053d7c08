// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/reading_topics.h"

#include "core/support/text.h"
#include "ui/common/colors.h"
#include "ui/common/theme.h"
#include "ui/editor/editor_host.h"
#include "ui/editor/picked_name.h"
#include "ui/editor/topic_list.h"

#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

ReadingTopics::ReadingTopics(EditorHost &host, QWidget *parent)
    : QWidget(parent), m_host(host), m_runner(host.probe()), m_list(new TopicList(this)),
      m_ask(makeButton(tr("From server"), ButtonRole::Plain, this))
{
    m_ask->setAccessibleName(tr("Fetch the server's list of what can be read"));
    auto *button = new QHBoxLayout;
    button->setContentsMargins(kSpace4, 0, kSpace4, 0);
    button->addWidget(m_ask);
    button->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_list);
    column->addLayout(button);
    column->addStretch(1);
    connect(m_ask, &QPushButton::clicked, this, &ReadingTopics::ask);
    connect(&m_catalog, &BrowseCatalog::requested, this, &ReadingTopics::ask);
    connect(&m_runner, &ProbeRunner::listingArrived, this, &ReadingTopics::showListing);
    connect(&m_runner, &ProbeRunner::listingFailed, this, &ReadingTopics::showFailure);
    connect(m_list, &TopicList::chosen, this, [this](const QString &name) {
        if (m_reading) {
            putPicked(*m_reading, name);
        }
    });
    watch(nullptr, {});
}

void ReadingTopics::watch(FormModel *reading, const QString &endpoint)
{
    m_runner.cancelAll();
    m_reading = reading;
    m_endpoint = endpoint;
    m_catalog.forget();
    m_list->setNote(
        tr("The topics of %1 can be picked here, or typed.").arg(core::visibleText(endpoint, 64)));
    m_ask->setEnabled(true);
    setVisible(canBrowse());
}

bool ReadingTopics::canBrowse() const
{
    const core::WorkspaceEntry *entry = m_host.workspace().endpoint(m_endpoint);
    const core::EndpointType *type = entry ? m_host.registry().endpoint(entry->type) : nullptr;
    return m_reading && type && type->browse && !entry->config.isEmpty()
        && !browseFieldOf(*m_reading).isEmpty();
}

void ReadingTopics::ask()
{
    if (!canBrowse()) {
        return;
    }
    const core::WorkspaceEntry *entry = m_host.workspace().endpoint(m_endpoint);
    m_catalog.setLoading();
    m_ask->setEnabled(false);
    m_list->setNote(tr("Asking the server…"));
    m_runner.browse(core::EndKind::Endpoint, {.type = entry->type, .config = entry->config});
}

void ReadingTopics::showListing(const core::BrowseListing &listing)
{
    m_catalog.setListing(listing);
    m_list->setListing(listing);
    m_ask->setEnabled(true);
}

void ReadingTopics::showFailure(const core::Error &error)
{
    const QString why = core::visibleText(error.message, 200);
    m_catalog.setFailure(why);
    m_list->setNote(tr("No list from the server: %1. A name can be typed anyway.").arg(why));
    m_ask->setEnabled(true);
}

} // namespace ui
