// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/source_readers.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace core;

/// Which flows read a source, and where their positions lie.
class SourceReadersTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFlowsOfASourceAreFound();
    void anEndpointThatKeepsPositionsAloneGoesFirst();
};

namespace {

Workspace plant()
{
    Workspace workspace;
    workspace.endpoints = {{.name = u"keeps"_s, .type = u"kept"_s},
                           {.name = u"drops"_s, .type = u"dropped"_s}};
    workspace.flows = {
        {.name = u"a"_s, .id = u"1"_s, .from = {u"in"_s}, .to = {{u"keeps"_s}}},
        {.name = u"b"_s, .id = u"2"_s, .from = {u"in"_s}, .to = {{u"keeps"_s}, {u"drops"_s}}},
        {.name = u"c"_s, .id = u"3"_s, .from = {u"other"_s}, .to = {{u"drops"_s}}},
        {.name = u"d"_s, .id = u"4"_s, .from = {u"in"_s}, .to = {{u"drops"_s}}}};
    return workspace;
}

const Schema kNoFields{
    .fields = {}, .rules = {}, .owner = nullptr, .create = nullptr, .clone = nullptr};

EndpointType typeCalled(const char *name, bool keepsPositions)
{
    return {.type = name,
            .label = "",
            .sentence = "",
            .schema = kNoFields,
            .guarantee = Guarantee::AtLeastOnce,
            .needsRows = false,
            .make = nullptr,
            .test = nullptr,
            .keepsPositions = keepsPositions};
}

} // namespace

void SourceReadersTest::theFlowsOfASourceAreFound()
{
    QStringList found;
    for (const SourceReader &reader : readersOf(plant(), Registry(), {.entry = u"in"_s})) {
        found.append(reader.flow + reader.flowId);
    }
    QCOMPARE(found, (QStringList{u"a1"_s, u"b2"_s, u"d4"_s}));
}

void SourceReadersTest::anEndpointThatKeepsPositionsAloneGoesFirst()
{
    Registry registry;
    registry.add(typeCalled("kept", true));
    registry.add(typeCalled("dropped", false));
    QStringList keepers;
    for (const SourceReader &reader : readersOf(plant(), registry, {.entry = u"in"_s})) {
        keepers.append(reader.keeper);
    }
    QCOMPARE(keepers, (QStringList{u"keeps"_s, QString(), QString()}));
}

QTEST_GUILESS_MAIN(SourceReadersTest)
#include "source_readers_test.moc"
