// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/shaping/row_shape_rows.h"
#include "tests/ui/support/widget_walk.h"
#include "ui/editor/columns_offer.h"
#include "ui/forms/form_model.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

struct ShapedConfig
{
    core::RowShape shape = {};

    static const core::Schema &schema()
    {
        static constexpr core::FieldSpec kFields[] = {core::columnsRow<&ShapedConfig::shape>()};
        static constexpr core::Schema kSchema = core::makeSchema<ShapedConfig>(kFields);
        return kSchema;
    }
};

core::PreviewMessage message(int columns)
{
    core::PreviewMessage message;
    for (int i = 0; i < columns; ++i) {
        message.columns.push_back(
            {.rule = {.name = u"c%1"_s.arg(i), .type = core::DeclaredType::Int64},
             .isNullable = i == 0});
    }
    return message;
}

} // namespace

/// The columns of the first messages, taken by a press.
class ColumnsOfferTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isThereOnlyWithColumns();
    void aPressDeclaresThem();
    void tooManyAreNotPutIntoAForm();
};

void ColumnsOfferTest::isThereOnlyWithColumns()
{
    ui::ColumnsOffer offer;
    offer.take(message(2)); // of nobody
    QVERIFY(offer.isHidden());
    ui::FormModel model(core::ConfigBox(ShapedConfig::schema()), core::Role::Source);
    offer.watch(&model);
    offer.take(message(0));
    QVERIFY(offer.isHidden());
    offer.take(message(2));
    QVERIFY(!offer.isHidden());
    ui::FormModel other(core::ConfigBox(core::ReconnectConfig::schema()), core::Role::Source);
    offer.watch(&other);
    offer.take(message(2));
    QVERIFY(offer.isHidden());
}

void ColumnsOfferTest::aPressDeclaresThem()
{
    ui::ColumnsOffer offer;
    ui::FormModel model(core::ConfigBox(ShapedConfig::schema()), core::Role::Source);
    offer.watch(&model);
    offer.take(message(1));
    offer.take(message(3));
    offer.take(message(0)); // as before
    const QSignalSpy declared(&offer, &ui::ColumnsOffer::declared);
    QTest::mouseClick(offer.button(), Qt::LeftButton);
    QCOMPARE(declared.size(), 1);
    const auto &columns = model.config().as<ShapedConfig>().shape.columns;
    QCOMPARE(columns.size(), 3U);
    QCOMPARE(columns[2].name, u"c2"_s);
    QCOMPARE(columns[2].type, core::DeclaredType::Int64);
    QVERIFY(model.canUndo());
}

void ColumnsOfferTest::tooManyAreNotPutIntoAForm()
{
    ui::ColumnsOffer offer;
    ui::FormModel model(core::ConfigBox(ShapedConfig::schema()), core::Role::Source);
    offer.watch(&model);
    offer.take(message(int(ui::ColumnsOffer::kMostUsed) + 1));
    QVERIFY(!offer.button()->isEnabled());
    offer.take(message(2));
    QVERIFY(offer.button()->isEnabled());
}

QTEST_MAIN(ColumnsOfferTest)
#include "columns_offer_test.moc"
