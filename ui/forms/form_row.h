// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/forms/field_editor.h"

#include <optional>

class QHBoxLayout;
class QPushButton;

namespace ui {

class PlainLabel;
class StateMark;

inline constexpr int kMarkWidth = 10; ///< beside each label: a star, or a bullet

/// One option of a form: label, required mark, editor, what is wrong with it, help, native name and
/// a way back to the default. Hides itself where the option does not count.
class FormRow final : public QWidget
{
    Q_OBJECT

public:
    static constexpr int kNarrowLabel = 110;

    FormRow(FormModel &model, const QString &key, const FormContext &context, QWidget *parent);

    const QString &key() const { return m_key; }
    int labelWidth() const; ///< that the text needs
    void setLabelWidth(int width);
    /// Whether the option counts now; the row is hidden otherwise.
    bool isUsed() const { return m_used; }
    /// Whether there is anything to choose at all; otherwise it stays hidden.
    void setOffered(bool offered);
    /// Of the page it is on: an option that stands on another tab now is hidden here.
    void setTab(core::Tab tab);
    FieldEditor *editor() const { return m_editor; }

Q_SIGNALS:
    void usedChanged();

private:
    QWidget *makeHelpLine();
    void update();
    void showMark(bool isRequired, bool isChanged);
    void showFindings();
    void showHelp();

    FormModel &m_model;
    QString m_key;
    PlainLabel *m_label;
    PlainLabel *m_mark; ///< required, or differs from the default
    FieldEditor *m_editor;
    QWidget *m_finding;
    StateMark *m_findingMark;
    PlainLabel *m_findingText;
    PlainLabel *m_help;
    QPushButton *m_reset;
    bool m_used = true;
    bool m_offered = true;
    std::optional<core::Tab> m_tab;
};

/// The range of a field in words, such as "from 10ms to 1h"; empty where there is none to tell.
QString rangeText(const core::FieldSpec &spec);

} // namespace ui
