// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workspace/workspace.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QComboBox;
class QLineEdit;
class QPushButton;
QT_END_NAMESPACE

namespace ui {

class EditorHost;
class FormModel;
class PlainLabel;

/// Which shared connection an entry uses, as a row of its form: one can be chosen, made of what the
/// form holds, or changed for everybody. Takes effect when the entry is saved.
class ConnectionRow final : public QWidget
{
    Q_OBJECT

public:
    /// `present` is the connection that the entry uses now. Host and model outlive it.
    ConnectionRow(EditorHost &host, FormModel &model, const QString &type, core::Role role,
                  const QString &present, QWidget *parent = nullptr);

    /// Whether entries of this kind have anything to share.
    static bool isUseful(const core::Schema &schema);

    void setLabelWidth(int width);
    bool hasChoice() const; ///< a connection of this type is there
    QString chosen() const { return m_chosen; } ///< empty: the entry's own settings
    /// What saving makes of the workspace's connections; nothing where they stay as they are.
    std::optional<core::WorkspaceConnection> change() const;
    bool isEdited() const { return m_chosen != m_present || m_change; }
    void markSaved();

private:
    void fill();
    void choose(int index);
    void askName(bool asked);
    void share();
    void changeForAll();
    void showState();
    const core::WorkspaceConnection *current() const;

    EditorHost &m_host;
    FormModel &m_model;
    QString m_type;
    core::Role m_role;
    QString m_present;
    QString m_chosen;
    std::optional<core::WorkspaceConnection> m_change;
    PlainLabel *m_label;
    QComboBox *m_choice;
    QLineEdit *m_name;
    QPushButton *m_share;
    QPushButton *m_forAll;
    PlainLabel *m_help;
};

} // namespace ui
