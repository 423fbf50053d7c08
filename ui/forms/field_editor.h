// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/forms/browse_catalog.h"
#include "ui/forms/form_model.h"

#include <QWidget>

#include <optional>

namespace ui {

/// What editors may use of their surroundings; outlives them.
struct FormContext
{
    QString baseFolder = {}; ///< relative paths start here; empty while the workspace is unsaved
    bool hasKeyRing = false; ///< else typed secrets are kept until quit
    BrowseCatalog *catalog = nullptr; ///< null: nothing can be picked from a server
    /// Names to pick from that need no server, by the field's kind of list: "source".
    QHash<QString, QStringList> names = {};
};

/// The control of one field: one class per kind of field, never per option. Shows the model's value
/// and writes what is typed into it.
class FieldEditor : public QWidget
{
    Q_OBJECT

public:
    FieldEditor(FormModel &model, const QString &key, QWidget *parent);

    const QString &key() const { return m_key; }
    /// Shows the model's value; called when it changed by other means than this editor.
    virtual void refresh() = 0;
    /// Colours the control; none = nothing to say.
    virtual void showSeverity(std::optional<core::Severity> severity);
    /// The chosen value's effect in words; shown with the help.
    virtual QString effect() const { return {}; }
    /// A check box carries its label itself.
    virtual bool hasOwnLabel() const { return false; }
    /// A narrow control has room for the native name beside it.
    virtual bool showsNative() const { return false; }
    /// Names the inner controls for screen readers.
    virtual void setAccessibleTexts(const QString &name, const QString &description);

Q_SIGNALS:
    void left(); ///< the field lost the focus or its editing was finished
    void effectChanged();

protected:
    FormModel &model() const { return m_model; }
    const core::FieldSpec &spec() const { return m_model.spec(m_key); }
    /// Writes without being refreshed by the answer, so that the cursor stays where it is.
    void write(const QString &text);
    void writeNode(const core::Node &node);
    /// The control that stands for the field: focus, colour and names go there.
    void setControl(QWidget *control);
    QWidget *control() const { return m_control; }
    bool eventFilter(QObject *watched, QEvent *event) override;
    /// The value, or nothing where it is the default, which then stands as a hint.
    QString shownText() const;
    QString hint() const;

private:
    FormModel &m_model;
    QString m_key;
    QWidget *m_control = nullptr;
    bool m_writing = false;
};

/// The editor for the kind of the field `key` of the model.
FieldEditor *makeFieldEditor(FormModel &model, const QString &key, const FormContext &context,
                             QWidget *parent);

} // namespace ui
