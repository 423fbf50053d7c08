// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forms/pending_secrets.h"

#include "core/schema/field_types.h"

using namespace Qt::StringLiterals;

namespace ui {
namespace {

/// Only characters that need no quoting, in the file as well as in a key ring.
QString plainPath(const QString &key)
{
    QString path;
    for (const QChar letter : key) {
        const bool plain = (letter.isLetterOrNumber() && letter.unicode() < 0x80)
            || QStringView(u"-_./").contains(letter);
        path.append(plain ? letter : QChar(u'_'));
    }
    return path.left(120);
}

} // namespace

QString keyringPath(const QString &reference)
{
    const bool isOne = reference.startsWith("${keyring:"_L1) && reference.endsWith(u'}');
    return isOne ? reference.mid(10).chopped(1) : QString();
}

void visitSecrets(core::ConfigBox &config, const std::function<void(core::Secret &)> &visit)
{
    core::visitFields(config, [&](const QString &, const core::FieldSpec &spec, void *member) {
        if (spec.member.codec->kind == core::FieldKind::Secret) {
            visit(*static_cast<core::Secret *>(member));
        } else if (spec.member.codec->kind == core::FieldKind::Map) {
            for (core::NamedValue &named : *static_cast<core::NamedValues *>(member)) {
                if (named.isSecret) {
                    visit(named.value);
                }
            }
        }
    });
}

PendingSecrets::~PendingSecrets()
{
    clear();
}

void PendingSecrets::setPlace(const QString &place, const QSet<QString> &taken)
{
    m_place = plainPath(place);
    m_taken = taken;
}

QString PendingSecrets::keep(const QString &key, const QString &present, QByteArray value)
{
    QString path = keyringPath(present);
    if (path.isEmpty()) {
        const QString wanted = plainPath(m_place.isEmpty() ? key : QString(m_place + u'/' + key));
        path = wanted;
        for (int number = 2; m_taken.contains(path) || m_values.contains(path); ++number) {
            path = u"%1-%2"_s.arg(wanted).arg(number);
        }
    }
    m_values.insert(path, std::move(value));
    return u"${keyring:%1}"_s.arg(path);
}

bool PendingSecrets::contains(const QString &reference) const
{
    return m_values.contains(keyringPath(reference));
}

void PendingSecrets::fill(core::ConfigBox &config) const
{
    visitSecrets(config, [this](core::Secret &secret) {
        const auto found = m_values.constFind(keyringPath(secret.reference()));
        if (found != m_values.constEnd()) {
            secret.setValue(*found);
        }
    });
}

QHash<QString, QByteArray> PendingSecrets::usedBy(const core::ConfigBox &config) const
{
    QHash<QString, QByteArray> used;
    core::ConfigBox copy = config;
    visitSecrets(copy, [&](core::Secret &secret) {
        const QString path = keyringPath(secret.reference());
        if (const auto found = m_values.constFind(path); found != m_values.constEnd()) {
            used.insert(path, *found);
        }
    });
    return used;
}

void PendingSecrets::clear()
{
    for (QByteArray &value : m_values) {
        value.fill('\0');
    }
    m_values.clear();
}

} // namespace ui
