// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workspace/workspace.h"
#include "ui/forms/field_editor.h"

#include <QWidget>

#include <memory>

class QVBoxLayout;

namespace ui {

class EditorHost;
class NameRow;
class PlainLabel;
class ReadingPart;
class ReadingTopics;
class SchemaForm;

/// Creates or changes one flow: where from, where to, what to do with what is refused, how much may
/// be on its way. Works on a copy until it is saved.
class FlowPage final : public QWidget
{
    Q_OBJECT

public:
    explicit FlowPage(EditorHost &host, QWidget *parent = nullptr);
    ~FlowPage() override;

    /// A new one that starts at this source, where it is named.
    void openNew(const QString &source = {});
    bool openFlow(const QString &name);
    void setTab(core::Tab tab);
    bool isDirty() const;

    FormModel *model() const { return m_model.get(); }
    ReadingPart *reading() const { return m_reading.get(); }
    SchemaForm *form() const { return m_form; }
    NameRow *nameRow() const { return m_name; }
    ReadingTopics *topics() const { return m_topics; }

public Q_SLOTS:
    void cancel();
    void askCancel(); ///< the same, after a question when something was changed
    bool save(); ///< without starting it
    void saveAndStart();

protected:
    void resizeEvent(QResizeEvent *event) override;

Q_SIGNALS:
    void closed(); ///< saved or cancelled

private:
    QWidget *makeCard();
    void show(const core::WorkspaceFlow &flow, const QString &before);
    void forget();
    bool put(core::Workspace &workspace);
    bool knowsItsEnds(const core::Workspace &workspace, const core::WorkspaceFlow &flow);

    EditorHost &m_host;
    FormContext m_context;
    QString m_before;
    std::unique_ptr<FormModel> m_model;
    PlainLabel *m_title;
    ReadingTopics *m_topics;
    QVBoxLayout *m_place = nullptr; ///< of the form
    SchemaForm *m_form = nullptr;
    NameRow *m_name = nullptr;
    std::unique_ptr<ReadingPart> m_reading;
};

} // namespace ui
