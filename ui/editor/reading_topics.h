// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/probe_runner.h"
#include "ui/forms/browse_catalog.h"
#include "ui/forms/form_model.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QPushButton;
QT_END_NAMESPACE

namespace ui {

class EditorHost;
class TopicList;

/// Beside a flow that reads an endpoint: what the endpoint's server holds, to pick from. Asks with
/// the endpoint's own settings, when it is told to. Hidden where nothing can be picked. GUI thread.
class ReadingTopics final : public QWidget
{
    Q_OBJECT

public:
    ReadingTopics(EditorHost &host, QWidget *parent = nullptr);

    /// From now on what is read of this endpoint is `reading`, which outlives that or is null:
    /// nothing is read.
    void watch(FormModel *reading, const QString &endpoint);
    void ask();
    BrowseCatalog &catalog() { return m_catalog; }
    TopicList *list() const { return m_list; }

private:
    bool canBrowse() const;
    void showListing(const core::BrowseListing &listing);
    void showFailure(const core::Error &error);

    EditorHost &m_host;
    ProbeRunner m_runner;
    BrowseCatalog m_catalog;
    QPointer<FormModel> m_reading;
    QString m_endpoint;
    TopicList *m_list;
    QPushButton *m_ask;
};

} // namespace ui
