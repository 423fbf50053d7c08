// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/secret.h"

#include <QDebug>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace core;

class SecretTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void neverPrintsItsValue();
    void comparesReferencesOnly();
    void isResolvedOnceItHasAValue();
    void references_data();
    void references();
};

void SecretTest::neverPrintsItsValue()
{
    Secret secret(u"${env:S3CR3T_NAME}"_s);
    secret.setValue("S3CR3T");
    QString printed;
    QDebug(&printed) << secret << Secret();
    QVERIFY(!printed.contains(u"S3CR3T"_s));
    QVERIFY(printed.contains(u"***"_s));
    static_assert(!std::is_convertible_v<Secret, QString>);
    static_assert(!std::is_convertible_v<Secret, QByteArray>);
}

void SecretTest::comparesReferencesOnly()
{
    Secret one(u"${env:A}"_s);
    Secret other(u"${env:A}"_s);
    other.setValue("v");
    QVERIFY(one == other);
    QVERIFY(!(one == Secret(u"${env:B}"_s)));
}

void SecretTest::isResolvedOnceItHasAValue()
{
    QVERIFY(Secret().isResolved());
    Secret secret(u"${env:A}"_s);
    QVERIFY(!secret.isResolved());
    secret.setValue("");
    QVERIFY(secret.isResolved());
}

void SecretTest::references_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("expected");
    QTest::newRow("environment") << u"${env:NAME}"_s << true;
    QTest::newRow("file") << u"${file:keys/client.key}"_s << true;
    QTest::newRow("key ring") << u"${keyring:sources.orders.password}"_s << true;
    QTest::newRow("no name") << u"${env:}"_s << false;
    QTest::newRow("unknown kind") << u"${vault:a}"_s << false;
    QTest::newRow("only a part") << u"Bearer ${env:A}"_s << false;
    QTest::newRow("something behind") << u"${env:A} "_s << false;
    QTest::newRow("two") << u"${env:A}${env:B}"_s << false;
    QTest::newRow("escaped") << u"$${env:A}"_s << false;
    QTest::newRow("nothing") << QString() << false;
}

void SecretTest::references()
{
    QFETCH(QString, text);
    QFETCH(bool, expected);
    QCOMPARE(isSecretReference(text), expected);
}

QTEST_GUILESS_MAIN(SecretTest)
#include "secret_test.moc"
