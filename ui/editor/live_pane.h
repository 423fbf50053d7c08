// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/probe_runner.h"
#include "ui/forms/browse_catalog.h"
#include "ui/forms/form_model.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

namespace ui {

class EditorHost;
class FirstMessages;
class GroupPanel;
class PlainLabel;
class Rule;
class StageList;
class TopicList;

/// What the world says to the settings being edited: connection test, what the server offers, first
/// messages. Reaches for the server by itself once typing stops, signs in only when asked to.
class LivePane final : public QWidget
{
    Q_OBJECT

public:
    static constexpr int kWidth = 384;
    /// What it takes of a page so wide, so that the form keeps its room.
    static int widthBeside(int page) { return page >= 1200 ? kWidth : page >= 780 ? 312 : 264; }

    LivePane(EditorHost &host, core::EndKind kind, QWidget *parent = nullptr);

    BrowseCatalog &catalog() { return m_catalog; }
    /// From now on about these settings, those of the entry where it is saved already; what runs
    /// for others ends.
    void watch(FormModel *model, const QString &type, const QString &entry = {});
    void test();
    void cancel();
    bool isTesting() const { return m_isFull && m_runner.isTesting(); }
    StageList *stages() const { return m_stages; }
    FirstMessages *messages() const { return m_messages; }
    TopicList *topics() const { return m_topics; }
    GroupPanel *group() const { return m_group; }

Q_SIGNALS:
    void fieldChosen(const QString &key);
    void testingChanged();

private:
    QWidget *makeContent();
    void connectRunner();
    void handleEdit(const QString &key);
    void reach();
    void showStage(const core::TestStage &stage);
    void endTest();
    void browse();
    void askGroup(const std::optional<core::GroupReset> &reset);
    bool canGroup() const;
    void accept(const core::Proposal &proposal);
    void fillTopic(const QString &name);
    void showPreview();
    bool canReach() const;
    bool canBrowse() const;
    QString browseField() const;
    QString labelOf(const QString &key) const;
    core::FlowEnd end(bool withSecrets) const;

    EditorHost &m_host;
    core::EndKind m_kind;
    BrowseCatalog m_catalog;
    ProbeRunner m_runner;
    QPointer<FormModel> m_model;
    QString m_type;
    QTimer m_pause; ///< until typing stops
    bool m_isFull = false; ///< the running test was asked for
    bool m_failed = false;
    PlainLabel *m_status;
    StageList *m_stages;
    TopicList *m_topics;
    Rule *m_topicRule;
    GroupPanel *m_group;
    Rule *m_groupRule;
    FirstMessages *m_messages;
};

} // namespace ui
