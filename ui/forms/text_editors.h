// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/forms/field_editor.h"

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPlainTextEdit;

namespace ui {

/// Text, numbers, durations and sizes: one line, checked by the field's own reader.
class LineEditor final : public FieldEditor
{
    Q_OBJECT

public:
    LineEditor(FormModel &model, const QString &key, QWidget *parent);
    void refresh() override;
    bool showsNative() const override;

private:
    QLineEdit *m_line;
};

/// Text of several lines.
class MultilineEditor final : public FieldEditor
{
    Q_OBJECT

public:
    MultilineEditor(FormModel &model, const QString &key, QWidget *parent);
    void refresh() override;

private:
    QPlainTextEdit *m_text;
};

/// A path, typed or chosen.
class FileEditor final : public FieldEditor
{
    Q_OBJECT

public:
    FileEditor(FormModel &model, const QString &key, const FormContext &context, QWidget *parent);
    void refresh() override;

private:
    void choose();

    const FormContext &m_context;
    QLineEdit *m_line;
};

/// On or off; the label stands beside the box.
class BoolEditor final : public FieldEditor
{
    Q_OBJECT

public:
    BoolEditor(FormModel &model, const QString &key, QWidget *parent);
    void refresh() override;
    bool hasOwnLabel() const override { return true; }

private:
    QCheckBox *m_box;
};

/// A name on the server: picked from its list or typed anyway.
class BrowseEditor final : public FieldEditor
{
    Q_OBJECT

public:
    BrowseEditor(FormModel &model, const QString &key, BrowseCatalog &catalog, QWidget *parent);
    void refresh() override;
    QString effect() const override;

private:
    void showCatalog();

    BrowseCatalog &m_catalog;
    QComboBox *m_combo;
};

/// The name of something else in the workspace: picked, or typed before that exists.
class NameEditor final : public FieldEditor
{
    Q_OBJECT

public:
    NameEditor(FormModel &model, const QString &key, const QStringList &names, QWidget *parent);
    void refresh() override;

private:
    QComboBox *m_combo;
};

/// `path` relative to `folder` where it lies below it.
QString relativePath(const QString &path, const QString &folder);

} // namespace ui
