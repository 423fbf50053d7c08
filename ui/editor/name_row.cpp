// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/name_row.h"

#include "ui/common/colors.h"
#include "ui/common/plain_label.h"
#include "ui/common/theme.h"
#include "ui/forms/form_row.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr int kLabelTop = 7;
constexpr int kLongestName = 64;

} // namespace

NameRow::NameRow(const QString &help, Check check, QWidget *parent)
    : QWidget(parent), m_check(std::move(check)), m_label(new PlainLabel(tr("Name"))),
      m_line(new QLineEdit(this)),
      m_finding(new PlainLabel({}, TextRole::Secondary, this, Wrap::Yes))
{
    auto *mark = new PlainLabel(u"*"_s, TextRole::Strong, this);
    mark->setTone(Tone::Error);
    mark->setContentsMargins(0, kLabelTop, 0, 0);
    mark->setAlignment(Qt::AlignTop);
    mark->setFixedWidth(kMarkWidth);
    m_label->setAlignment(Qt::AlignRight | Qt::AlignTop);
    m_label->setContentsMargins(0, kLabelTop, 0, 0);
    m_label->setBuddy(m_line);
    m_line->setMaxLength(kLongestName);
    m_line->setAccessibleName(tr("Name, required"));
    m_finding->setTone(Tone::Error);
    m_finding->hide();
    auto *column = new QVBoxLayout;
    column->setSpacing(kSpace1);
    column->addWidget(m_line);
    column->addWidget(m_finding);
    column->addWidget(new PlainLabel(help, TextRole::Secondary, this, Wrap::Yes));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kSpace1);
    row->addWidget(m_label);
    row->addWidget(mark);
    row->addSpacing(kSpace1);
    row->addLayout(column, 1);
    connect(m_line, &QLineEdit::textEdited, this, [this](const QString &name) {
        m_isEdited = true;
        if (m_finding->isVisibleTo(this)) {
            showFinding();
        }
        Q_EMIT nameChanged(name);
    });
    connect(m_line, &QLineEdit::editingFinished, this, &NameRow::showFinding);
    connect(m_line, &QLineEdit::returnPressed, this, &NameRow::entered);
    setFocusProxy(m_line);
}

QString NameRow::name() const
{
    return m_line->text().trimmed();
}

void NameRow::setName(const QString &name)
{
    m_line->setText(name);
}

void NameRow::selectAll()
{
    m_line->selectAll();
}

void NameRow::setLabelWidth(int width)
{
    m_label->setFixedWidth(width);
}

bool NameRow::accept()
{
    showFinding();
    const bool isGood = !m_finding->isVisibleTo(this);
    if (!isGood) {
        m_line->setFocus(Qt::OtherFocusReason);
    }
    return isGood;
}

void NameRow::showFinding()
{
    const std::optional<core::Finding> problem = m_check(name());
    m_finding->setText(problem ? problem->message : QString());
    m_finding->setVisible(problem.has_value());
    setStyleProperty(m_line, "finding", problem ? u"error"_s : QString());
    m_line->setAccessibleDescription(m_finding->text());
}

} // namespace ui
