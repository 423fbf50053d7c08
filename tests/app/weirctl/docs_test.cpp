// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/weirctl/program_run.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using program::run;

/// The pages under docs/reference are what the program writes now. To bring them up to date:
/// weirctl docs -o docs/reference
class DocsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void committedPagesAreFresh();
    void everyTypeHasAPage();
};

namespace {

QByteArray content(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

void DocsTest::committedPagesAreFresh()
{
    const QTemporaryDir folder;
    QCOMPARE(run({u"docs"_s, u"-o"_s, folder.path()}).exitCode, 0);
    const QDir fresh(folder.path());
    const QDir committed(QStringLiteral(WEIR_SOURCE_DIR) + u"/docs/reference"_s);
    QCOMPARE(committed.entryList(QDir::Files), fresh.entryList(QDir::Files));
    for (const QString &name : fresh.entryList(QDir::Files)) {
        QVERIFY2(content(committed.filePath(name)) == content(fresh.filePath(name)),
                 qPrintable(name));
    }
}

void DocsTest::everyTypeHasAPage()
{
    const QTemporaryDir folder;
    QCOMPARE(run({u"docs"_s, u"-o"_s, folder.path()}).exitCode, 0);
    for (const QJsonValue type : run({u"types"_s, u"--json"_s}).array()) {
        if (type[u"kind"_s] == u"format"_s) {
            continue; // it has no settings
        }
        const QString name =
            QString(type[u"kind"_s].toString() + u'-' + type[u"type"_s].toString() + u".md"_s);
        QVERIFY2(!content(folder.filePath(name)).isEmpty(), qPrintable(name));
    }
}

QTEST_GUILESS_MAIN(DocsTest)
#include "docs_test.moc"
