// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forms/map_editor.h"

#include "core/schema/field_types.h"
#include "core/support/text.h"
#include "ui/common/theme.h"
#include "ui/forms/secret_field.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSet>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

// In the file "$${" stands for "${"; people see and type the latter.
QString shown(QString value)
{
    return value.replace("$${"_L1, "${"_L1);
}

QString written(QString value)
{
    return value.replace("${"_L1, "$${"_L1);
}

core::Node pairOf(const QString &name, const core::Node &value)
{
    core::Node pair = core::Node::map();
    pair.insert(u"name"_s, core::Node::quotedText(name));
    pair.insert(u"value"_s, value);
    return pair;
}

} // namespace

MapEditor::MapEditor(FormModel &model, const QString &key, const FormContext &context,
                     QWidget *parent)
    : FieldEditor(model, key, parent), m_context(context), m_column(new QVBoxLayout(this)),
      m_add(makeButton(tr("Add"), ButtonRole::Plain, this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(kSpace1);
    m_column->addWidget(m_add, 0, Qt::AlignLeft);
    setFocusProxy(m_add);
    connect(m_add, &QPushButton::clicked, this, [this] { addRow({}, {}).name->setFocus(); });
    refresh();
}

MapEditor::Row &MapEditor::addRow(const QString &name, const QString &value)
{
    auto *widget = new QWidget(this);
    auto *line = new QHBoxLayout(widget);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(kSpace1);
    Row row{.widget = widget,
            .name = new QLineEdit(name, widget),
            .value = new QLineEdit(widget),
            .secret = new SecretField(widget),
            .isSecret = new QCheckBox(tr("Secret"), widget),
            .remove = makeButton(tr("Remove"), ButtonRole::Link, widget)};
    row.name->setPlaceholderText(tr("Name"));
    row.value->setPlaceholderText(tr("Value"));
    row.secret->setCompact();
    row.secret->setBaseFolder(m_context.baseFolder);
    line->addWidget(row.name, 2);
    line->addWidget(row.value, 3);
    line->addWidget(row.secret, 3);
    line->addWidget(row.isSecret);
    line->addWidget(row.remove);
    m_column->insertWidget(static_cast<int>(m_rows.size()), widget);
    const bool isSecret = core::isSecretReference(value);
    if (isSecret) {
        row.reference = value;
        row.secret->setReference(value);
    } else {
        row.value->setText(shown(value));
    }
    m_rows.push_back(row);
    showKind(m_rows.back(), isSecret);
    connectRow(widget, row);
    nameRows();
    return m_rows.back();
}

void MapEditor::connectRow(const QWidget *widget, const Row &row)
{
    connect(row.name, &QLineEdit::textEdited, this, [this, widget](const QString &name) {
        if (core::carriesSecret(name)) {
            showKind(*rowOf(widget), true);
        }
        store();
    });
    connect(row.name, &QLineEdit::editingFinished, this, &MapEditor::left);
    connect(row.value, &QLineEdit::textEdited, this, &MapEditor::store);
    connect(row.value, &QLineEdit::editingFinished, this, &MapEditor::left);
    connect(row.isSecret, &QCheckBox::clicked, this, [this, widget](bool on) {
        showKind(*rowOf(widget), on);
        store();
    });
    connect(row.secret, &SecretField::typed, this, [this, widget](const QByteArray &value) {
        Row &typed = *rowOf(widget);
        typed.reference =
            model().secrets().keep(key() + u'/' + typed.name->text(), typed.reference, value);
        store();
    });
    connect(row.secret, &SecretField::referenceChosen, this,
            [this, widget](const QString &reference) {
                rowOf(widget)->reference = reference;
                store();
            });
    connect(row.remove, &QPushButton::clicked, this, [this, widget] { removeRow(widget); });
}

MapEditor::Row *MapEditor::rowOf(const QWidget *widget)
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(),
                                    [&](const Row &row) { return row.widget == widget; });
    return found == m_rows.end() ? nullptr : &*found;
}

void MapEditor::showKind(Row &row, bool isSecret)
{
    row.isSecret->setChecked(isSecret);
    row.value->setVisible(!isSecret);
    row.secret->setVisible(isSecret);
    if (isSecret) {
        row.value->clear();
    } else {
        row.reference.clear();
        row.secret->setReference({});
    }
}

void MapEditor::removeRow(const QWidget *widget)
{
    m_add->setFocus();
    std::erase_if(m_rows, [&](const Row &row) { return row.widget == widget; });
    for (QWidget *child : findChildren<QWidget *>(Qt::FindDirectChildrenOnly)) {
        if (child == widget) {
            child->hide();
            child->deleteLater();
        }
    }
    nameRows();
    store();
    Q_EMIT left();
}

void MapEditor::store()
{
    QSet<QString> names;
    bool repeats = false;
    for (const Row &row : m_rows) {
        repeats = repeats || names.contains(row.name->text());
        names.insert(row.name->text());
    }
    core::Node node = repeats ? core::Node::list() : core::Node::map();
    for (const Row &row : m_rows) {
        const QString name = row.name->text();
        if (name.isEmpty()) {
            continue;
        }
        const core::Node value = core::Node::quotedText(
            row.isSecret->isChecked() ? row.reference : written(row.value->text()));
        if (repeats) {
            node.items.push_back(pairOf(name, value));
        } else {
            node.insert(name, value);
        }
    }
    writeNode(node);
}

void MapEditor::refresh()
{
    for (const Row &row : m_rows) {
        delete row.widget; // only a refresh from outside comes here, never a row's own signal
    }
    m_rows.clear();
    const core::Node node = model().value(key());
    for (std::size_t i = 0; i < node.items.size(); ++i) {
        const core::Node &item = node.items[i];
        if (node.isMap()) {
            addRow(node.keys[i].name, item.text);
        } else if (item.find(u"name"_s) && item.find(u"value"_s)) {
            addRow(item.find(u"name"_s)->text, item.find(u"value"_s)->text);
        }
    }
}

void MapEditor::setAccessibleTexts(const QString &name, const QString &description)
{
    m_name = name;
    m_add->setAccessibleName(tr("Add to %1").arg(name));
    m_add->setAccessibleDescription(description);
    nameRows();
}

void MapEditor::nameRows()
{
    int number = 0;
    for (const Row &row : m_rows) {
        ++number;
        const QString value = tr("%1, value %2").arg(m_name).arg(number);
        row.name->setAccessibleName(tr("%1, name %2").arg(m_name).arg(number));
        row.value->setAccessibleName(value);
        row.secret->setAccessibleTexts(value, {});
        row.isSecret->setAccessibleName(tr("%1, value %2 is a secret").arg(m_name).arg(number));
        row.remove->setAccessibleName(tr("Remove entry %2 of %1").arg(m_name).arg(number));
    }
}

} // namespace ui
