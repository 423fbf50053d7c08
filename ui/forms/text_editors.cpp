// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forms/text_editors.h"

#include "core/support/text.h"
#include "ui/common/elided_text.h"
#include "ui/common/plain_label.h"
#include "ui/common/theme.h"

#include <QCheckBox>
#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

#include <limits>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr int kLongestLine = 32 * 1024;
constexpr int kNumberWidth = 160;

QHBoxLayout *makeRow(QWidget *owner)
{
    auto *row = new QHBoxLayout(owner);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kSpace2);
    return row;
}

bool isShort(core::FieldKind kind)
{
    return kind == core::FieldKind::Integer || kind == core::FieldKind::Decimal
        || kind == core::FieldKind::Duration || kind == core::FieldKind::ByteSize;
}

} // namespace

QString relativePath(const QString &path, const QString &folder)
{
    if (folder.isEmpty()) {
        return path;
    }
    const QString relative = QDir(folder).relativeFilePath(path);
    return relative.startsWith(".."_L1) ? path : relative;
}

LineEditor::LineEditor(FormModel &model, const QString &key, QWidget *parent)
    : FieldEditor(model, key, parent), m_line(new QLineEdit(this))
{
    const core::FieldKind kind = spec().member.codec->kind;
    QHBoxLayout *row = makeRow(this);
    m_line->setMaxLength(kLongestLine);
    m_line->setPlaceholderText(hint());
    row->addWidget(m_line);
    if (isShort(kind)) {
        m_line->setFixedWidth(kNumberWidth);
        if (*spec().unit) {
            row->addWidget(new PlainLabel(core::text(spec().unit), TextRole::Secondary, this));
        }
        if (*spec().native) {
            auto *native = new ElidedText(TextRole::Native, this);
            native->setText(QString::fromUtf8(spec().native));
            row->addWidget(native, 1);
        } else {
            row->addStretch();
        }
    }
    setControl(m_line);
    connect(m_line, &QLineEdit::textEdited, this, &LineEditor::write);
    refresh();
}

bool LineEditor::showsNative() const
{
    return isShort(spec().member.codec->kind);
}

void LineEditor::refresh()
{
    m_line->setText(shownText());
}

MultilineEditor::MultilineEditor(FormModel &model, const QString &key, QWidget *parent)
    : FieldEditor(model, key, parent), m_text(new QPlainTextEdit(this))
{
    makeRow(this)->addWidget(m_text);
    m_text->setFont(monoFont());
    m_text->setTabChangesFocus(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setPlaceholderText(hint());
    m_text->setFixedHeight(QFontMetrics(m_text->font()).lineSpacing() * 4 + 2 * kSpace3);
    setControl(m_text);
    refresh();
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] { write(m_text->toPlainText()); });
}

void MultilineEditor::refresh()
{
    const QSignalBlocker quiet(m_text);
    m_text->setPlainText(shownText());
}

FileEditor::FileEditor(FormModel &model, const QString &key, const FormContext &context,
                       QWidget *parent)
    : FieldEditor(model, key, parent), m_context(context), m_line(new QLineEdit(this))
{
    QHBoxLayout *row = makeRow(this);
    m_line->setMaxLength(4096);
    m_line->setPlaceholderText(hint());
    auto *choose = makeButton(tr("Choose…"), ButtonRole::Plain, this);
    choose->setAccessibleName(tr("Choose a file for %1").arg(core::text(spec().label)));
    row->addWidget(m_line, 1);
    row->addWidget(choose);
    setControl(m_line);
    connect(m_line, &QLineEdit::textEdited, this, &FileEditor::write);
    connect(choose, &QPushButton::clicked, this, &FileEditor::choose);
    refresh();
}

void FileEditor::refresh()
{
    m_line->setText(shownText());
}

void FileEditor::choose()
{
    // An endpoint's file need not exist yet.
    auto *dialog = new QFileDialog(this, core::text(spec().label), m_context.baseFolder);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        model().setText(key(), relativePath(path, m_context.baseFolder));
        Q_EMIT left();
    });
    dialog->open();
}

BoolEditor::BoolEditor(FormModel &model, const QString &key, QWidget *parent)
    : FieldEditor(model, key, parent), m_box(new QCheckBox(this))
{
    QString label = core::text(spec().label);
    m_box->setText(label.replace(u'&', u"&&"_s));
    QHBoxLayout *row = makeRow(this);
    row->addWidget(m_box);
    row->addStretch();
    setControl(m_box);
    refresh();
    connect(m_box, &QCheckBox::toggled, this, [this](bool on) {
        write(on ? u"true"_s : u"false"_s);
        Q_EMIT left();
    });
}

void BoolEditor::refresh()
{
    const QSignalBlocker quiet(m_box);
    m_box->setChecked(model().text(key()) == "true"_L1);
}

} // namespace ui
