// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/forms/field_editor.h"

class QButtonGroup;
class QComboBox;

namespace ui {

class SegmentedChoice;

/// One of a few: a bar of segments where they fit, radio buttons for up to three long ones, a list
/// to drop down for more, one to filter from eleven on. The effect of the choice stands below.
class ChoiceEditor final : public FieldEditor
{
    Q_OBJECT

public:
    ChoiceEditor(FormModel &model, const QString &key, QWidget *parent);
    void refresh() override;
    void showSeverity(std::optional<core::Severity> severity) override;
    QString effect() const override;
    void setAccessibleTexts(const QString &name, const QString &description) override;

private:
    void buildSegments(const QStringList &labels);
    void buildRadios(const QStringList &labels);
    void buildList(const QStringList &labels);
    void choose(int index);
    int indexNow() const;

    SegmentedChoice *m_segments = nullptr;
    QButtonGroup *m_radios = nullptr;
    QComboBox *m_list = nullptr;
};

} // namespace ui
