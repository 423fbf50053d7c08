// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/yaml.h"
#include "core/workspace/upgrade.h"
#include "tests/core/workspace/test_registry.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace core;
using test_registry::found;

class UpgradeTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stepsRunInOrderFromTheFilesVersion();
    void theCurrentVersionStaysAsItIs();
    void aMissingStepIsAFinding();
    void everyReleasedVersionHasItsStep();
};

void renameKey(Node &root, const QString &from, const QString &to)
{
    if (const Node *value = root.find(from)) {
        Node copy = *value;
        root.remove(from);
        root.insert(to, std::move(copy));
    }
}

const UpgradeStep kSteps[] = {
    {.from = 1, .apply = [](Node &root) { renameKey(root, u"a"_s, u"b"_s); }},
    {.from = 2, .apply = [](Node &root) { renameKey(root, u"b"_s, u"c"_s); }},
};

void UpgradeTest::stepsRunInOrderFromTheFilesVersion()
{
    Node one = parseYaml("weir: 1\na: x\n").root;
    QVERIFY(upgradeDocument(one, kSteps, 3).empty());
    QVERIFY(one == parseYaml("weir: 3\nc: x\n").root);
    Node two = parseYaml("weir: 2\na: x\n").root;
    QVERIFY(upgradeDocument(two, kSteps, 3).empty());
    QVERIFY(two == parseYaml("weir: 3\na: x\n").root);
}

void UpgradeTest::theCurrentVersionStaysAsItIs()
{
    Node root = parseYaml("weir: 3\na: x\n").root;
    QVERIFY(upgradeDocument(root, kSteps, 3).empty());
    QVERIFY(root == parseYaml("weir: 3\na: x\n").root);
}

void UpgradeTest::aMissingStepIsAFinding()
{
    Node root = parseYaml("weir: 0\n").root;
    QCOMPARE(found(upgradeDocument(root, kSteps, 3)),
             QStringList{u"1:7 weir workspace.version.unknown"_s});
    Node negative = parseYaml("weir: -5\n").root;
    QVERIFY(hasErrors(upgradeDocument(negative, kSteps, 3)));
}

void UpgradeTest::everyReleasedVersionHasItsStep()
{
    for (int version = 1; version <= kWorkspaceVersion; ++version) {
        Node root = Node::map();
        root.insert(u"weir"_s, Node::scalar(QString::number(version)));
        QVERIFY(upgradeDocument(root, workspaceUpgrades(), kWorkspaceVersion).empty());
    }
}

QTEST_GUILESS_MAIN(UpgradeTest)
#include "upgrade_test.moc"
