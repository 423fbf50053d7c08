// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forms/form_model.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr std::size_t kUndoSteps = 200;

QString joined(const QString &prefix, const char *key)
{
    const QString name = QString::fromUtf8(key);
    return prefix.isEmpty() ? name : QString(prefix + u'.' + name);
}

bool isEmptyValue(const core::Node &value)
{
    return value.isNull() || (value.isScalar() && value.text.isEmpty())
        || (!value.isScalar() && value.items.empty());
}

bool holdsText(const core::FieldSpec &spec)
{
    switch (spec.member.codec->kind) {
    case core::FieldKind::Text:
    case core::FieldKind::Secret:
    case core::FieldKind::Choice:
    case core::FieldKind::Pem:
    case core::FieldKind::File: return true;
    default: return false;
    }
}

} // namespace

FormModel::FormModel(core::ConfigBox config, core::Role role, QObject *parent)
    : QObject(parent), m_config(std::move(config)),
      m_defaults(m_config.schema()), m_accepted{.config = m_config}, m_role(role)
{
    collect(m_config.schema(), {});
    check();
}

void FormModel::collect(const core::Schema &schema, const QString &prefix)
{
    for (const core::FieldSpec &spec : schema.fields) {
        const QString key = joined(prefix, spec.key);
        if (spec.member.codec->kind == core::FieldKind::Group) {
            collect(spec.member.codec->nested(), key);
        } else {
            m_index.insert(key, m_fields.size());
            m_fields.push_back(FormField{.key = key, .spec = &spec});
        }
    }
}

const core::FieldSpec &FormModel::spec(const QString &key) const
{
    const auto found = m_index.constFind(key);
    if (found != m_index.constEnd()) {
        return *m_fields[*found].spec;
    }
    const core::FieldSpec *inner = core::findField(m_config.schema(), key); // "fields[0].name"
    if (!inner) {
        qFatal("a form asked for a field that its schema does not have");
    }
    return *inner;
}

core::ConfigBox FormModel::configWithSecrets() const
{
    core::ConfigBox copy = m_config;
    m_secrets.fill(copy);
    return copy;
}

core::Node FormModel::value(const QString &key) const
{
    return core::readField(m_config, key);
}

QString FormModel::text(const QString &key) const
{
    const auto unread = m_unread.constFind(key);
    return unread != m_unread.constEnd() ? unread->text : value(key).text;
}

QString FormModel::defaultText(const QString &key) const
{
    return core::readField(m_defaults, key).text;
}

void FormModel::setText(const QString &key, const QString &text)
{
    if (this->text(key) == text && (!text.isEmpty() || !m_unread.contains(key))) {
        return;
    }
    remember(key);
    m_unread.remove(key);
    // An empty field means "as if never set".
    const core::Node node = text.isEmpty() ? core::Node()
        : holdsText(spec(key))             ? core::Node::quotedText(text)
                                           : core::Node::scalar(text);
    core::Findings refused = core::writeField(m_config, key, node);
    if (core::hasErrors(refused)) {
        m_unread.insert(key, Unread{.text = text, .findings = std::move(refused)});
    }
    announce(key);
}

void FormModel::setValue(const QString &key, const core::Node &value)
{
    if (!m_unread.contains(key) && this->value(key) == value) {
        return;
    }
    remember(key);
    m_unread.remove(key);
    core::Findings refused = core::writeField(m_config, key, value);
    if (core::hasErrors(refused)) {
        m_unread.insert(key, Unread{.text = value.text, .findings = std::move(refused)});
    }
    announce(key);
}

void FormModel::setSecret(const QString &key, QByteArray value)
{
    const QString reference = m_secrets.keep(key, text(key), std::move(value));
    if (text(key) == reference) {
        announce(key);
    } else {
        setText(key, reference);
    }
}

void FormModel::announce(const QString &key)
{
    for (core::Findings &findings : m_foreign) {
        std::erase_if(findings, [&](const core::Finding &one) { return fieldOf(one.path) == key; });
    }
    check();
    Q_EMIT valueChanged(key);
    Q_EMIT stateChanged();
}

void FormModel::resetField(const QString &key)
{
    setValue(key, core::readField(m_defaults, key));
}

void FormModel::replaceAll(core::ConfigBox config)
{
    remember({});
    restore(State{.config = std::move(config), .unread = {}});
}

bool FormModel::isShown(const QString &key) const
{
    return core::isVisible(m_config, key, m_role);
}

bool FormModel::isRequired(const QString &key) const
{
    return core::isRequired(m_config, key, m_role);
}

bool FormModel::isChanged(const QString &key) const
{
    if (m_unread.contains(key)) {
        return true;
    }
    const core::Node now = value(key);
    return !isEmptyValue(now) && !(now == core::readField(m_defaults, key));
}

std::vector<FormField> FormModel::changedFields(core::Tab tab) const
{
    std::vector<FormField> changed;
    for (const FormField &field : m_fields) {
        if (this->tab(field.key) == tab && isShown(field.key) && isChanged(field.key)) {
            changed.push_back(field);
        }
    }
    return changed;
}

bool FormModel::isDirty() const
{
    return !m_unread.isEmpty() || !(m_config == m_accepted.config)
        || !m_secrets.usedBy(m_config).isEmpty();
}

void FormModel::accept()
{
    m_accepted = State{.config = m_config, .unread = m_unread};
    m_secrets.clear();
    Q_EMIT stateChanged();
}

void FormModel::revert()
{
    remember({});
    restore(m_accepted);
}

void FormModel::remember(const QString &key)
{
    m_redo.clear();
    if (!key.isEmpty() && key == m_lastEdited && !m_undo.empty()) {
        return; // one step for all keystrokes in a field
    }
    m_lastEdited = key;
    m_undo.push_back(State{.config = m_config, .unread = m_unread});
    if (m_undo.size() > kUndoSteps) {
        m_undo.erase(m_undo.begin());
    }
}

void FormModel::undo()
{
    if (canUndo()) {
        m_redo.push_back(State{.config = m_config, .unread = m_unread});
        State state = std::move(m_undo.back());
        m_undo.pop_back();
        restore(std::move(state));
    }
}

void FormModel::redo()
{
    if (canRedo()) {
        m_undo.push_back(State{.config = m_config, .unread = m_unread});
        State state = std::move(m_redo.back());
        m_redo.pop_back();
        restore(std::move(state));
    }
}

void FormModel::restore(State state)
{
    m_config = std::move(state.config);
    m_unread = std::move(state.unread);
    m_lastEdited.clear();
    check();
    for (const FormField &field : m_fields) {
        Q_EMIT valueChanged(field.key);
    }
    Q_EMIT stateChanged();
}

} // namespace ui
