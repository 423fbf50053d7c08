// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engine.h"
#include "ui/editor/entry_draft.h"
#include "ui/editor/live_pane.h"

#include <QWidget>

#include <map>

class QComboBox;
class QPushButton;
class QStackedWidget;

namespace ui {

class PasteBox;
class PlainLabel;
class TypeGallery;

/// Creates or changes one source or endpoint: types on the left, the form in the middle, what the
/// server says on the right. Works on a copy until it is saved.
class EditPage final : public QWidget
{
    Q_OBJECT

public:
    EditPage(EditorHost &host, core::EndKind kind, QWidget *parent = nullptr);
    ~EditPage() override;

    /// A new one of this type, else of the first; false when no such type exists.
    bool openNew(const QString &type = {});
    /// False when the workspace has no such entry, or its type is unknown.
    bool openEntry(const QString &name);
    void setTab(core::Tab tab);

    bool isDirty() const;
    EntryDraft *draft() const { return m_draft; }
    LivePane *live() const { return m_live; }
    PasteBox *pasteBox() const { return m_paste; }

public Q_SLOTS:
    void cancel(); ///< forgets everything typed
    void askCancel(); ///< the same, after a question when something was typed
    bool saveDraft();
    void test(LivePane::Writing writing = LivePane::Writing::Nothing);
    void saveAndStart();

protected:
    void resizeEvent(QResizeEvent *event) override;

Q_SIGNALS:
    void closed(); ///< saved or cancelled
    /// The source is saved; which of the endpoints its messages go to is for the person to say.
    void flowWanted(const QString &source);

private:
    QWidget *makeHead();
    QWidget *makeTypeList();
    QWidget *makeCard();
    void arrange();
    void forgetDrafts();
    void showType(const QString &type);
    EntryDraft *draftOf(const QString &type);
    void show(EntryDraft *draft);
    void handlePaste(const QString &text);
    void showTesting();
    bool save(core::Workspace &workspace);
    void startFlows(core::Workspace workspace);

    EditorHost &m_host;
    core::EndKind m_kind;
    FormContext m_context;
    /// One for each type that was looked at: what was typed stays while another is looked at.
    std::map<QString, std::unique_ptr<EntryDraft>> m_drafts;
    EntryDraft *m_draft = nullptr;
    bool m_isNew = true;
    TypeGallery *m_gallery;
    PlainLabel *m_title;
    PasteBox *m_paste;
    QComboBox *m_types; ///< stands for the gallery where it is narrow
    PlainLabel *m_outcome;
    QStackedWidget *m_forms;
    QPushButton *m_test = nullptr;
    LivePane *m_live;
};

} // namespace ui
