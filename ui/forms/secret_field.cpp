// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forms/secret_field.h"

#include "ui/common/theme.h"
#include "ui/forms/text_editors.h"

#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr int kLongestSecret = 64 * 1024;

QString innerOf(const QString &reference, QLatin1String prefix)
{
    const bool isOne = reference.startsWith(prefix) && reference.endsWith(u'}');
    return isOne ? reference.mid(prefix.size()).chopped(1) : QString();
}

SecretField::Kind kindOf(const QString &reference)
{
    return reference.startsWith("${env:"_L1) ? SecretField::Kind::Environment
        : reference.startsWith("${file:"_L1) ? SecretField::Kind::File
                                             : SecretField::Kind::Typed;
}

QString maskText()
{
    return QString(10, QChar(0x2022)); // its length says nothing of the secret
}

} // namespace

SecretField::SecretField(QWidget *parent)
    : QWidget(parent), m_line(new QLineEdit(this)),
      m_reveal(makeButton(tr("Reveal"), ButtonRole::Link, this)),
      m_replace(makeButton(tr("Replace"), ButtonRole::Link, this)),
      m_clear(makeButton(tr("Clear"), ButtonRole::Link, this)),
      m_choose(makeButton(tr("Choose…"), ButtonRole::Plain, this)),
      m_kindButton(makeButton({}, ButtonRole::Link, this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kSpace1);
    row->addWidget(m_line, 1);
    for (QPushButton *button : {m_reveal, m_replace, m_clear, m_choose, m_kindButton}) {
        row->addWidget(button);
    }
    m_line->setMaxLength(kLongestSecret);
    m_line->setAttribute(Qt::WA_InputMethodEnabled, false); // no dictionary learns it
    m_line->installEventFilter(this);
    m_reveal->installEventFilter(this);
    setFocusProxy(m_line);
    m_reveal->setCheckable(true);
    connect(m_line, &QLineEdit::textEdited, this, &SecretField::handleEdited);
    connect(m_reveal, &QPushButton::toggled, this, [this](bool on) {
        m_line->setEchoMode(on ? QLineEdit::Normal : QLineEdit::Password);
        m_reveal->setText(on ? tr("Hide") : tr("Reveal"));
    });
    connect(m_replace, &QPushButton::clicked, this, &SecretField::beginTyping);
    connect(m_clear, &QPushButton::clicked, this, [this] {
        setReference({});
        Q_EMIT referenceChosen({});
        m_line->setFocus();
    });
    connect(m_choose, &QPushButton::clicked, this, &SecretField::chooseFile);
    buildKindMenu();
    setReference({});
}

void SecretField::buildKindMenu()
{
    auto *menu = new QMenu(m_kindButton);
    menu->addAction(tr("Type it here"), this, [this] { setKind(Kind::Typed); });
    menu->addAction(tr("From an environment variable"), this,
                    [this] { setKind(Kind::Environment); });
    menu->addAction(tr("From a file"), this, [this] { setKind(Kind::File); });
    m_kindButton->setMenu(menu);
}

void SecretField::setKind(Kind kind)
{
    if (kind != m_kind) {
        m_kind = kind;
        m_reference.clear();
        m_before.clear();
        m_line->clear();
        show(false);
        Q_EMIT referenceChosen({});
    }
    m_line->setFocus();
}

void SecretField::setReference(const QString &reference)
{
    m_reference = reference;
    m_before = reference;
    if (!reference.isEmpty()) {
        m_kind = kindOf(reference);
    }
    m_line->clear();
    show(m_kind == Kind::Typed && !reference.isEmpty());
}

void SecretField::setCompact()
{
    m_compact = true;
    m_clear->hide();
}

void SecretField::show(bool isStored)
{
    const bool isTyped = m_kind == Kind::Typed;
    m_reveal->setChecked(false);
    m_line->setReadOnly(isStored);
    m_line->setEchoMode(isTyped && !isStored ? QLineEdit::Password : QLineEdit::Normal);
    m_reveal->setVisible(isTyped && !isStored);
    m_reveal->setEnabled(false);
    m_replace->setVisible(isStored);
    m_clear->setVisible(isStored && !m_compact);
    m_choose->setVisible(m_kind == Kind::File);
    switch (m_kind) {
    case Kind::Typed:
        m_line->setText(isStored ? maskText() : QString());
        m_line->setPlaceholderText(tr("Type or paste"));
        m_kindButton->setText(tr("Typed here"));
        break;
    case Kind::Environment:
        m_line->setText(innerOf(m_reference, "${env:"_L1));
        m_line->setPlaceholderText(tr("NAME of the variable"));
        m_kindButton->setText(tr("Variable"));
        break;
    case Kind::File:
        m_line->setText(innerOf(m_reference, "${file:"_L1));
        m_line->setPlaceholderText(tr("Path of the file that holds it"));
        m_kindButton->setText(tr("File"));
        break;
    }
}

void SecretField::handleEdited(const QString &text)
{
    if (m_kind == Kind::Typed) {
        m_reveal->setEnabled(!text.isEmpty());
        if (text.isEmpty()) {
            Q_EMIT referenceChosen(m_before);
        } else {
            Q_EMIT typed(text.toUtf8());
        }
        return;
    }
    const QString prefix = m_kind == Kind::Environment ? u"env"_s : u"file"_s;
    m_reference = text.isEmpty() ? QString() : u"${%1:%2}"_s.arg(prefix, text);
    Q_EMIT referenceChosen(m_reference);
}

void SecretField::beginTyping()
{
    show(false);
    m_line->setFocus();
}

void SecretField::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("File that holds the secret"), m_baseFolder);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        const QString reference = u"${file:%1}"_s.arg(relativePath(path, m_baseFolder));
        setReference(reference);
        Q_EMIT referenceChosen(reference);
    });
    dialog->open();
}

void SecretField::setAccessibleTexts(const QString &name, const QString &description)
{
    m_line->setAccessibleName(name);
    m_line->setAccessibleDescription(description);
    m_reveal->setAccessibleName(tr("Reveal what is typed into %1").arg(name));
    m_replace->setAccessibleName(tr("Replace %1").arg(name));
    m_clear->setAccessibleName(tr("Clear %1").arg(name));
    m_choose->setAccessibleName(tr("Choose a file for %1").arg(name));
    m_kindButton->setAccessibleName(tr("Where %1 comes from").arg(name));
}

/// The value is with the form by now; no widget keeps it.
void SecretField::forgetTyped()
{
    if (m_kind == Kind::Typed && !m_line->isReadOnly()) {
        const bool wasTyped = !m_line->text().isEmpty();
        m_line->clear(); // and with it the undo history
        show(wasTyped || !m_before.isEmpty());
    }
}

bool SecretField::eventFilter(QObject *watched, QEvent *event)
{
    const bool isOurs = watched == m_line || watched == m_reveal;
    const bool staysInside =
        m_line->hasFocus() || m_reveal->hasFocus() || (watched == m_line && m_reveal->underMouse());
    if (isOurs && event->type() == QEvent::FocusOut && !staysInside) {
        forgetTyped();
        Q_EMIT left();
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace ui
