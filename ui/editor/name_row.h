// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/finding.h"

#include <QWidget>

#include <functional>
#include <optional>

class QLineEdit;

namespace ui {

class PlainLabel;

/// The name of what a form edits, as the form's first row. It is the key in the file and no field
/// of the settings.
class NameRow final : public QWidget
{
    Q_OBJECT

public:
    using Check = std::function<std::optional<core::Finding>(const QString &name)>;

    NameRow(const QString &help, Check check, QWidget *parent = nullptr);

    QString name() const;
    void setName(const QString &name);
    void selectAll(); ///< what is typed takes its place
    bool isEdited() const { return m_isEdited; }
    void setLabelWidth(int width);
    /// Shows what is wrong; false and the focus there when something is.
    bool accept();

Q_SIGNALS:
    void nameChanged(const QString &name);
    void entered(); ///< Enter was pressed

private:
    void showFinding();

    Check m_check;
    PlainLabel *m_label;
    QLineEdit *m_line;
    PlainLabel *m_finding;
    bool m_isEdited = false;
};

} // namespace ui
