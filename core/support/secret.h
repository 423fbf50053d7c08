// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace core {

/// A password, token or key: the reference stands in the workspace file, the value only in memory.
/// No conversion to text exists, a debug stream prints stars, and equality compares references, so
/// that a value cannot leave by accident. A plain value type; not shared between threads.
class Secret final
{
public:
    Secret() = default;
    explicit Secret(QString reference) : m_reference(std::move(reference)) { }

    /// The text of the workspace file: "${env:NAME}", "${file:PATH}", "${keyring:PATH}" or empty.
    const QString &reference() const { return m_reference; }
    bool isEmpty() const { return m_reference.isEmpty() && m_value.isEmpty(); }

    /// Set by the secret resolver before a connector is made.
    void setValue(QByteArray value) { m_value = std::move(value); }
    bool isResolved() const { return m_reference.isEmpty() || !m_value.isNull(); }

    /// For handing to a client library and nowhere else.
    const QByteArray &reveal() const { return m_value; }

    bool operator==(const Secret &other) const { return m_reference == other.m_reference; }

private:
    QString m_reference;
    QByteArray m_value;
};

/// True for "${env:…}", "${file:…}" and "${keyring:…}" spanning the whole text.
bool isSecretReference(const QString &text);

} // namespace core

class QDebug;
QDebug operator<<(QDebug debug, const core::Secret &secret);
