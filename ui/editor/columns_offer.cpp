// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/columns_offer.h"

#include "core/support/text.h"
#include "ui/common/plain_label.h"
#include "ui/common/theme.h"
#include "ui/forms/form_model.h"

#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {
namespace {

constexpr std::size_t kMostShown = 24;
const QString kKey = QStringLiteral("columns");

QString lineOf(const core::ProposedColumn &column)
{
    const QString type = core::declaredTypeName(column.rule.type);
    return QStringLiteral("%1: %2").arg(
        core::visibleText(column.rule.name, 40),
        column.isNullable ? ColumnsOffer::tr("%1, not in every row").arg(type) : type);
}

} // namespace

ColumnsOffer::ColumnsOffer(QWidget *parent)
    : QWidget(parent), m_list(new PlainLabel({}, TextRole::Body, this, Wrap::Yes)),
      m_note(new PlainLabel({}, TextRole::Secondary, this, Wrap::Yes)),
      m_use(makeButton(tr("Use these columns"), ButtonRole::Plain, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kSpace4, 0, kSpace4, kSpace4);
    column->setSpacing(kSpace2);
    column->addWidget(new PlainLabel(tr("Columns of these messages"), TextRole::Heading, this));
    column->addWidget(m_list);
    column->addWidget(m_note);
    column->addWidget(m_use, 0, Qt::AlignLeft);
    connect(m_use, &QPushButton::clicked, this, &ColumnsOffer::declare);
    clear();
}

void ColumnsOffer::watch(FormModel *model)
{
    const auto hasColumns = [](const FormField &field) { return field.key == kKey; };
    const bool canDeclare =
        model && std::any_of(model->fields().begin(), model->fields().end(), hasColumns);
    m_model = canDeclare ? model : nullptr;
    clear();
}

void ColumnsOffer::take(const core::PreviewMessage &message)
{
    if (m_model && !message.columns.empty()) {
        offer(message.columns);
    }
}

void ColumnsOffer::offer(const std::vector<core::ProposedColumn> &columns)
{
    m_columns = columns;
    QStringList lines;
    for (std::size_t i = 0; i < std::min(columns.size(), kMostShown); ++i) {
        lines.append(lineOf(columns[i]));
    }
    if (columns.size() > kMostShown) {
        lines.append(
            tr("and %1 more")
                .arg(QLocale().toString(static_cast<qulonglong>(columns.size() - kMostShown))));
    }
    m_list->setText(lines.join(u'\n'));
    const bool isTooMuch = columns.size() > kMostUsed;
    m_note->setText(isTooMuch
                        ? tr("Too many to edit here: weirctl preview --columns writes them.")
                        : tr("Declared columns keep their types, whatever messages come later."));
    m_use->setEnabled(!isTooMuch);
    setVisible(!columns.empty());
}

void ColumnsOffer::declare()
{
    if (!m_model) {
        return;
    }
    std::vector<core::ColumnRule> rules;
    for (const core::ProposedColumn &column : m_columns) {
        rules.push_back(column.rule);
    }
    m_model->setValue(kKey, core::columnsNode(rules));
    Q_EMIT declared(kKey);
}

} // namespace ui
