// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/probe_runner.h"
#include "ui/forms/browse_catalog.h"
#include "ui/forms/form_model.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QPushButton;

namespace ui {

class ColumnsOffer;
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
    enum class Writing
    {
        Nothing,
        TestRecord ///< somebody agreed to one in each of the targets
    };
    void test(Writing writing = Writing::Nothing);
    void cancel();
    bool isTesting() const { return m_isFull && m_runner.isTesting(); }
    StageList *stages() const { return m_stages; }
    FirstMessages *messages() const { return m_messages; }
    ColumnsOffer *columns() const { return m_columns; }
    TopicList *topics() const { return m_topics; }
    GroupPanel *group() const { return m_group; }
    /// Where flows write at the endpoint.
    const QStringList &targets() const { return m_targets; }

Q_SIGNALS:
    void fieldChosen(const QString &key);
    void testingChanged();
    void recordAgreed(); ///< a test that writes a record is wanted

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
    bool canSend() const;
    void accept(const core::Proposal &proposal);
    void showPreview();
    bool canReach() const;
    bool canBrowse() const;
    QString browseField() const;
    QString labelOf(const QString &key) const;
    core::FlowEnd end(bool withSecrets) const;

    EditorHost &m_host;
    core::EndKind m_kind;
    QStringList m_targets;
    BrowseCatalog m_catalog;
    ProbeRunner m_runner;
    QPointer<FormModel> m_model;
    QString m_type;
    QTimer m_pause; ///< until typing stops
    bool m_isFull = false; ///< the running test was asked for
    bool m_failed = false;
    PlainLabel *m_status;
    StageList *m_stages;
    QPushButton *m_send;
    TopicList *m_topics;
    Rule *m_topicRule;
    GroupPanel *m_group;
    Rule *m_groupRule;
    FirstMessages *m_messages;
    ColumnsOffer *m_columns;
};

} // namespace ui
