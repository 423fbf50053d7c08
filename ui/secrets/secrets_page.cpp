// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/secrets/secrets_page.h"

#include "ui/common/card.h"
#include "ui/common/empty_state.h"
#include "ui/common/row_table.h"
#include "ui/common/theme.h"

#include <QFileInfo>
#include <QHeaderView>
#include <QPainter>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr int kRow = 40;

/// A mark before the words of the last column.
class SecretDelegate final : public RowDelegate
{
public:
    using RowDelegate::RowDelegate;

protected:
    void paintContent(QPainter &painter, const QRectF &area,
                      const QModelIndex &index) const override
    {
        if (index.column() != SecretsModel::Found) {
            RowDelegate::paintContent(painter, area, index);
            return;
        }
        const Mark mark = static_cast<Mark>(index.data(SecretsModel::MarkRole).toInt());
        paintMark(painter, QRectF(area.left(), area.top(), 16, area.height()), mark,
                  colorsOf(&table()));
        paintLine(painter, area.adjusted(24, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft,
                  index.data().toString());
    }
};

} // namespace

SecretsPage::SecretsPage(Session &session, QWidget *parent)
    : Page(parent), m_session(session), m_model(this), m_checks(u"weir-secret-look"_s),
      m_note(new PlainLabel({}, TextRole::Secondary, this, Wrap::Yes)),
      m_change(makeButton(tr("Change…"), ButtonRole::Plain, this)),
      m_stack(new QStackedWidget(this)), m_table(new RowTable(kRow, this))
{
    auto *empty = new EmptyState(
        u"secrets"_s, tr("No secret is needed"),
        tr("Passwords, tokens and keys that sources, endpoints and flows refer to are listed here. "
           "Their values stay in the key ring, a variable or a file – never in the workspace."),
        tr("New source"), this);
    connect(empty, &EmptyState::wanted, this, &SecretsPage::newSourceWanted);
    m_stack->addWidget(makeList());
    m_stack->addWidget(empty);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kSpace4, kSpace4, kSpace4, kSpace4);
    column->setSpacing(kSpace3);
    column->addLayout(makeHead());
    column->addWidget(m_note);
    column->addWidget(m_stack, 1);
    connect(&m_session, &Session::workspaceChanged, this, &SecretsPage::showWorkspace);
    showWorkspace();
}

QLayout *SecretsPage::makeHead()
{
    auto *again = makeButton(tr("Look again"), ButtonRole::Plain, this);
    connect(again, &QPushButton::clicked, this, &SecretsPage::check);
    connect(m_change, &QPushButton::clicked, this, &SecretsPage::openCurrent);
    auto *row = new QHBoxLayout;
    row->setSpacing(kSpace2);
    row->addWidget(new PlainLabel(tr("Secrets"), TextRole::Title, this));
    row->addStretch(1);
    row->addWidget(again);
    row->addWidget(m_change);
    return row;
}

QWidget *SecretsPage::makeList()
{
    auto *card = new Card(this);
    auto *inside = new QVBoxLayout(card);
    inside->setContentsMargins(1, 1, 1, 1);
    inside->addWidget(m_table);
    m_table->setModel(&m_model);
    m_table->setItemDelegate(new SecretDelegate(m_table));
    m_table->setAccessibleName(tr("Secrets"));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    QHeaderView *header = m_table->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::Stretch);
    connect(m_table, &RowTable::activated, this, &SecretsPage::openCurrent);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &row) { m_change->setEnabled(row.isValid()); });
    return card;
}

void SecretsPage::showWorkspace()
{
    m_model.setUses(secretsOf(m_session.workspace()));
    const bool hasAny = m_model.rowCount() > 0;
    m_stack->setCurrentIndex(hasAny ? 0 : 1);
    m_note->setVisible(hasAny);
    m_change->setEnabled(false);
    if (hasAny) {
        m_note->setText(tr("Looking…"));
    }
    if (m_isInFront) {
        check();
    }
}

void SecretsPage::enter()
{
    m_isInFront = true;
    check();
}

void SecretsPage::check()
{
    const core::Workspace &workspace = m_session.workspace();
    const QString folder = QFileInfo(workspace.file).absolutePath();
    m_checks.run(
        [uses = secretsOf(workspace), folder, name = workspace.name,
         secrets = &m_session.secrets()] {
            QStringList outcomes;
            for (const SecretUse &use : uses) {
                const auto found = secrets->resolve(use.reference, name, folder);
                outcomes.append(found ? QString() : found.error().message); // never the value
            }
            return outcomes;
        },
        [this, asked = ++m_asked](const QStringList &outcomes) {
            if (asked != m_asked) {
                return;
            }
            m_model.setOutcomes(outcomes);
            const int missing = m_model.missing();
            m_note->setTone(missing > 0 ? Tone::Error : Tone::Quiet);
            m_note->setText(
                missing > 0 ? tr("Not found: %1. Flows that need them cannot start.").arg(missing)
                            : tr("All are there. Values are never shown and never saved in the "
                                 "workspace."));
        });
}

void SecretsPage::openCurrent()
{
    if (const QModelIndex row = m_table->currentIndex(); row.isValid()) {
        const SecretUse use = m_model.use(row.row());
        if (use.holder == SecretHolder::Flow) {
            Q_EMIT flowWanted(use.name);
        } else {
            Q_EMIT entryWanted(use.holder == SecretHolder::Source ? core::EndKind::Source
                                                                  : core::EndKind::Endpoint,
                               use.name);
        }
    }
}

} // namespace ui
