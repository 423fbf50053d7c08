// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/all_types.h"

#include <QTest>

/// Every registered type, and configs for it that nobody wrote by hand.
namespace contract {

/// Columns "schema" and "role" with a row for each source and endpoint type.
inline void addSchemaRows()
{
    QTest::addColumn<const core::Schema *>("schema");
    QTest::addColumn<core::Role>("role");
    for (const core::SourceType &type : support::allTypes().sources()) {
        QTest::addRow("source %s", type.type) << &type.schema << core::Role::Source;
    }
    for (const core::EndpointType &type : support::allTypes().endpoints()) {
        QTest::addRow("endpoint %s", type.type) << &type.schema << core::Role::Destination;
        if (type.reading) {
            QTest::addRow("reading of %s", type.type)
                << &type.reading->schema() << core::Role::Source;
        }
    }
}

/// Another value than the default for every field, nested ones included. Not meant to be valid as
/// a whole: rules over several fields may object.
core::ConfigBox otherThanDefault(const core::Schema &schema);

/// The defaults, and for each required text its example.
core::ConfigBox startable(const core::Schema &schema);

/// Host and port of every address in texts become this; for talking to a listener of the test.
void pointAt(core::ConfigBox &config, quint16 port);

/// Gives every secret a reference and this value.
void fillSecrets(core::ConfigBox &config, const QByteArray &value);

/// Calls for every field of the table, nested tables included; `schema` is the one that holds it.
void forEachField(
    const core::Schema &schema,
    const std::function<void(const core::Schema &schema, const core::FieldSpec &spec)> &visit);

} // namespace contract

Q_DECLARE_METATYPE(const core::Schema *)
Q_DECLARE_METATYPE(core::Role)
