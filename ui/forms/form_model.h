// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/schema.h"
#include "ui/forms/pending_secrets.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <vector>

namespace ui {

/// One row of a form: an option that is no group itself, named by its dotted key.
struct FormField
{
    QString key;
    const core::FieldSpec *spec;
};

/// The copy of a config struct that a form edits, and what is known of each field: what was typed,
/// whether it can be read, findings, changes. No widgets. GUI thread; outlives its editors.
class FormModel final : public QObject
{
    Q_OBJECT

public:
    FormModel(core::ConfigBox config, core::Role role, QObject *parent = nullptr);

    const std::vector<FormField> &fields() const { return m_fields; }
    const core::FieldSpec &spec(const QString &key) const;
    const core::ConfigBox &config() const { return m_config; }
    core::Role role() const { return m_role; }
    /// The configuration with the secrets that were typed here filled in; for a test or a start.
    core::ConfigBox configWithSecrets() const;

    core::Node value(const QString &key) const;
    /// A scalar as it was typed, also where it cannot be read.
    QString text(const QString &key) const;
    QString defaultText(const QString &key) const;
    void setText(const QString &key, const QString &text);
    void setValue(const QString &key, const core::Node &value);
    void resetField(const QString &key);
    void replaceAll(core::ConfigBox config); ///< one undo step

    bool isShown(const QString &key) const;
    /// Where it stands with the choices made so far.
    core::Tab tab(const QString &key) const { return core::tabOf(m_config, key); }
    bool isRequired(const QString &key) const;
    /// Differs from its default; an empty field never does.
    bool isChanged(const QString &key) const;
    std::vector<FormField> changedFields(core::Tab tab) const;

    bool isDirty() const; ///< differs from what accept() or the constructor saw last
    void accept();
    void revert();
    bool canUndo() const { return !m_undo.empty(); }
    bool canRedo() const { return !m_redo.empty(); }
    void undo();
    void redo();

    /// Errors of a field are held back until it was left once; warnings never are.
    void touch(const QString &key);
    void touchAll();
    core::Findings findings(const QString &key) const;
    bool hasErrors() const; ///< also those held back
    int errorCount(core::Tab tab) const; ///< of those that show
    QString firstError() const;
    /// What a server or a check of files said; a field's own go when it is edited, `source` tells
    /// the sets apart.
    void setForeignFindings(const QString &source, core::Findings findings);

    /// Keeps a typed value until the form is saved; the field holds the reference to it.
    void setSecret(const QString &key, QByteArray value);
    PendingSecrets &secrets() { return m_secrets; }
    const PendingSecrets &secrets() const { return m_secrets; }

Q_SIGNALS:
    void valueChanged(const QString &key);
    /// Visibility, requirements, findings or the dirty mark may be others now.
    void stateChanged();

private:
    struct Unread
    {
        QString text;
        core::Findings findings;
    };
    struct State
    {
        core::ConfigBox config;
        QHash<QString, Unread> unread;
    };

    void collect(const core::Schema &schema, const QString &prefix);
    void remember(const QString &key);
    void announce(const QString &key);
    void restore(State state);
    void check();
    bool isShownFinding(const core::Finding &finding, const QString &key) const;
    QString fieldOf(const QString &path) const;

    core::ConfigBox m_config;
    core::ConfigBox m_defaults;
    State m_accepted;
    core::Role m_role;
    std::vector<FormField> m_fields;
    QHash<QString, std::size_t> m_index;
    QHash<QString, Unread> m_unread; ///< typed texts that are no value of their field
    QSet<QString> m_touched;
    bool m_allTouched = false;
    QHash<QString, core::Findings> m_findings; ///< own checks, by field
    QHash<QString, core::Findings> m_foreign; ///< by source
    std::vector<State> m_undo;
    std::vector<State> m_redo;
    QString m_lastEdited;
    PendingSecrets m_secrets;
};

} // namespace ui
