// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forms/pem_editor.h"

#include "core/support/text.h"
#include "ui/common/theme.h"
#include "ui/forms/certificate_card.h"
#include "ui/forms/text_editors.h"

#include <QFileDialog>
#include <QGridLayout>
#include <QPlainTextEdit>
#include <QPushButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr int kFewestLines = 1;
constexpr int kMostLines = 6;
constexpr int kFrame = 14; ///< border, padding and the document's margin
constexpr auto kPause = std::chrono::milliseconds(300);

} // namespace

PemEditor::PemEditor(FormModel &model, const QString &key, const FormContext &context,
                     QWidget *parent)
    : FieldEditor(model, key, parent), m_context(context), m_text(new QPlainTextEdit(this)),
      m_card(new CertificateCard(this))
{
    m_text->setFont(monoFont());
    m_text->setTabChangesFocus(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setPlaceholderText(tr("PEM text, or a file"));
    auto *choose = makeButton(tr("Choose…"), ButtonRole::Plain, this);
    choose->setAccessibleName(tr("Choose a file for %1").arg(core::text(spec().label)));
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(kSpace2);
    grid->addWidget(m_text, 0, 0);
    grid->addWidget(choose, 0, 1, Qt::AlignTop);
    grid->addWidget(m_card, 1, 0, 1, 2);
    grid->setColumnStretch(0, 1);
    setControl(m_text);
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPause);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        m_card->show(core::Pem{this->model().value(this->key()).text}, m_context.baseFolder);
    });
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] {
        write(m_text->toPlainText().trimmed());
        fit();
        m_pause.start();
    });
    connect(choose, &QPushButton::clicked, this, &PemEditor::choose);
    refresh();
}

void PemEditor::refresh()
{
    const QSignalBlocker quiet(m_text);
    m_text->setPlainText(shownText());
    fit();
    m_pause.start();
}

void PemEditor::fit()
{
    const int lines = std::clamp(m_text->blockCount(), kFewestLines, kMostLines);
    const int line = QFontMetrics(m_text->font()).lineSpacing();
    m_text->setFixedHeight(std::max(lines * line + kFrame, line + kFrame + kSpace1));
    m_text->setVerticalScrollBarPolicy(m_text->blockCount() > kMostLines ? Qt::ScrollBarAlwaysOn
                                                                         : Qt::ScrollBarAlwaysOff);
}

void PemEditor::choose()
{
    auto *dialog = new QFileDialog(this, core::text(spec().label), m_context.baseFolder,
                                   tr("Certificates (*.pem *.crt *.cer);;All files (*)"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        model().setText(key(), relativePath(path, m_context.baseFolder));
        Q_EMIT left();
    });
    dialog->open();
}

} // namespace ui
