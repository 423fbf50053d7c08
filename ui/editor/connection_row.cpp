// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/connection_row.h"

#include "core/support/text.h"
#include "core/workspace/connections.h"
#include "ui/common/colors.h"
#include "ui/common/plain_label.h"
#include "ui/common/theme.h"
#include "ui/editor/connection_edits.h"
#include "ui/editor/editor_host.h"
#include "ui/forms/form_model.h"
#include "ui/forms/form_row.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpressionValidator>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr int kLabelTop = 7;

QString freeName(const core::Workspace &workspace, const QString &wanted)
{
    QString name = wanted;
    for (int number = 2; workspace.connection(name); ++number) {
        name = u"%1-%2"_s.arg(wanted).arg(number);
    }
    return name;
}

} // namespace

ConnectionRow::ConnectionRow(EditorHost &host, FormModel &model, const QString &type,
                             core::Role role, const QString &present, QWidget *parent)
    : QWidget(parent), m_host(host), m_model(model), m_type(type), m_role(role), m_present(present),
      m_chosen(present), m_label(new PlainLabel(tr("Connection"))), m_choice(new QComboBox(this)),
      m_name(new QLineEdit(this)), m_share(makeButton(tr("Share"), ButtonRole::Plain, this)),
      m_forAll(makeButton(tr("Change it for all"), ButtonRole::Plain, this)),
      m_help(new PlainLabel({}, TextRole::Secondary, this, Wrap::Yes))
{
    m_label->setAlignment(Qt::AlignRight | Qt::AlignTop);
    m_label->setContentsMargins(0, kLabelTop, 0, 0);
    m_label->setBuddy(m_choice);
    m_choice->setAccessibleName(tr("Connection"));
    m_name->setAccessibleName(tr("Name of the new connection"));
    m_name->setValidator(
        new QRegularExpressionValidator(QRegularExpression(u"[A-Za-z0-9_-]{1,64}"_s), m_name));
    auto *line = new QHBoxLayout;
    line->setSpacing(kSpace2);
    line->addWidget(m_choice, 1);
    line->addWidget(m_name, 1);
    line->addWidget(m_share);
    line->addWidget(m_forAll);
    auto *column = new QVBoxLayout;
    column->setSpacing(kSpace1);
    column->addLayout(line);
    column->addWidget(m_help);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kSpace1);
    row->addWidget(m_label);
    row->addSpacing(kMarkWidth + 2 * kSpace1);
    row->addLayout(column, 1);
    setFocusProxy(m_choice);
    connect(m_choice, &QComboBox::activated, this, &ConnectionRow::choose);
    connect(m_share, &QPushButton::clicked, this, &ConnectionRow::share);
    connect(m_name, &QLineEdit::returnPressed, this, &ConnectionRow::share);
    connect(m_forAll, &QPushButton::clicked, this, &ConnectionRow::changeForAll);
    connect(&m_model, &FormModel::stateChanged, this, &ConnectionRow::showState);
    fill();
}

bool ConnectionRow::isUseful(const core::Schema &schema)
{
    return std::ranges::any_of(schema.fields, [](const core::FieldSpec &spec) {
        return spec.heading == core::Heading::Security;
    });
}

bool ConnectionRow::hasChoice() const
{
    return m_choice->count() > 2; // none, and making one
}

void ConnectionRow::setLabelWidth(int width)
{
    m_label->setFixedWidth(width);
}

const core::WorkspaceConnection *ConnectionRow::current() const
{
    return m_change ? &*m_change : m_host.workspace().connection(m_chosen);
}

std::optional<core::WorkspaceConnection> ConnectionRow::change() const
{
    return m_change;
}

void ConnectionRow::markSaved()
{
    m_present = m_chosen;
    m_change.reset();
    fill();
}

void ConnectionRow::fill()
{
    m_choice->clear();
    m_choice->addItem(tr("None, settings of its own"), QString());
    for (const core::WorkspaceConnection &one : m_host.workspace().connections) {
        if (one.type == m_type
            && (one.role == core::Role::Source) == (m_role == core::Role::Source)) {
            m_choice->addItem(core::visibleText(one.name, 64), one.name);
        }
    }
    if (m_change && m_choice->findData(m_chosen) < 0) {
        m_choice->addItem(core::visibleText(m_chosen, 64), m_chosen);
    }
    m_choice->addItem(tr("Share the settings below…"));
    m_choice->setCurrentIndex(std::max(0, m_choice->findData(m_chosen)));
    askName(false);
    showState();
}

void ConnectionRow::choose(int index)
{
    if (index == m_choice->count() - 1) {
        m_name->setText(freeName(m_host.workspace(), m_type));
        askName(true);
        return;
    }
    m_chosen = m_choice->itemData(index).toString();
    m_change.reset();
    if (const core::WorkspaceConnection *connection = current()) {
        m_model.replaceAll(core::joined(m_model.config(), *connection));
    }
    fill();
}

void ConnectionRow::askName(bool asked)
{
    m_choice->setVisible(!asked);
    m_name->setVisible(asked);
    m_share->setVisible(asked);
    m_label->setBuddy(asked ? static_cast<QWidget *>(m_name) : m_choice);
    if (asked) {
        m_help->setText(tr("The address, TLS and the sign-in become a connection of this name, for "
                           "others to use. An empty name leaves it."));
        m_name->selectAll();
        m_name->setFocus(Qt::OtherFocusReason);
    }
}

void ConnectionRow::share()
{
    const QString name = m_name->text();
    if (!name.isEmpty()) {
        m_change = core::WorkspaceConnection{.name = freeName(m_host.workspace(), name),
                                             .type = m_type,
                                             .role = m_role,
                                             .settings = core::settingsToShare(m_model.config())};
        m_chosen = m_change->name;
    }
    fill();
    m_choice->setFocus(Qt::OtherFocusReason);
}

void ConnectionRow::changeForAll()
{
    if (const core::WorkspaceConnection *connection = current()) {
        core::WorkspaceConnection changed = *connection;
        changed.settings = core::settingsToShare(m_model.config());
        m_change = std::move(changed);
        showState();
    }
}

void ConnectionRow::showState()
{
    const core::WorkspaceConnection *connection = current();
    QStringList own;
    for (const QString &key :
         connection ? core::ownKeys(m_model.config(), *connection) : QStringList()) {
        own.append(core::text(m_model.spec(key).label));
    }
    m_forAll->setVisible(!own.isEmpty() && m_choice->isVisibleTo(this));
    if (m_name->isVisibleTo(this)) {
        return;
    }
    QStringList users = connectionUsers(m_host.workspace(), m_chosen);
    if (!connection) {
        m_help->setText(
            tr("Several can share an address, TLS and sign-in: share these, or choose a "
               "connection that is there."));
    } else if (!own.isEmpty()) {
        m_help->setText(
            tr("Set here alone: %1. All else follows the connection.").arg(own.join(u", "_s)));
    } else if (m_change && users.size() > 1) {
        m_help->setText(tr("Saving changes it for %1.").arg(users.mid(0, 8).join(u", "_s)));
    } else if (users.isEmpty()) {
        m_help->setText(tr("The address, TLS and the sign-in follow the connection."));
    } else {
        m_help->setText(tr("Used by %1.").arg(users.mid(0, 8).join(u", "_s)));
    }
}

} // namespace ui
