// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/text.h"
#include "ui/flows/flow_overview.h"

#include <QTest>

using namespace Qt::StringLiterals;

class FlowOverviewTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatEndpointsCountBesidesIsSummedUp();
};

void FlowOverviewTest::whatEndpointsCountBesidesIsSummedUp()
{
    static constexpr core::NoteKind kKind{.key = "made", .label = WEIR_TEXT("Made anew")};
    ui::FlowOverview overview;
    const auto notes = [&overview]() -> ui::PlainLabel * {
        for (auto *label : overview.findChildren<ui::PlainLabel *>()) {
            if (label->accessibleName() == "Counted besides"_L1) {
                return label;
            }
        }
        return nullptr;
    };
    core::FlowSnapshot figures;
    overview.show(&figures, {}, 0);
    QVERIFY(notes() && notes()->isHidden());
    figures.endpoints = {{.name = u"a"_s, .notes = {{&kKind, 3}}},
                         {.name = u"b"_s, .notes = {{&kKind, 4}}}};
    overview.show(&figures, {}, 0);
    QVERIFY(!notes()->isHidden());
    QCOMPARE(notes()->text(), u"a · Made anew: 3\nb · Made anew: 4"_s);
    overview.show(nullptr, {}, 0);
    QVERIFY(notes()->isHidden());
}

QTEST_MAIN(FlowOverviewTest)
#include "flow_overview_test.moc"
