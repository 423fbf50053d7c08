// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/editor/fake_host.h"
#include "tests/ui/support/widget_walk.h"
#include "ui/editor/edit_page.h"
#include "ui/editor/stage_list.h"

#include <QApplication>
#include <QMessageBox>
#include <QPushButton>
#include <QTest>

using namespace Qt::StringLiterals;
using core::StageId;

namespace {

QPushButton *sendOf(const ui::EditPage &page)
{
    for (auto *button : page.live()->findChildren<QPushButton *>()) {
        if (button->text().startsWith(u"Send a test record"_s)) {
            return button;
        }
    }
    return nullptr;
}

/// A saved endpoint to which two flows write.
struct Shown
{
    explicit Shown(const QString &type = u"queue"_s) : page(host, core::EndKind::Endpoint)
    {
        core::ConfigBox config(test_registry::QueueConfig::schema());
        config.as<test_registry::QueueConfig>().servers = u"kafka-1.plant:9093"_s;
        config.as<test_registry::QueueConfig>().topic = u"any"_s;
        host.file.endpoints = {{.name = u"hub"_s, .type = u"queue"_s, .config = config}};
        host.file.flows = {
            {.name = u"a"_s, .id = u"1"_s, .to = {{.entry = u"hub"_s, .target = u"orders"_s}}},
            {.name = u"b"_s, .id = u"2"_s, .to = {{.entry = u"hub"_s}}}};
        if (type == u"queue"_s) {
            page.openEntry(u"hub"_s);
        } else {
            page.openNew(type);
        }
        walk::show(page, ui::Scheme::Light, {1290, 760});
    }
    QPushButton *send() const { return sendOf(page); }
    bool showsMessageRow() const
    {
        return page.live()->stages()->row(StageId::Message)->isVisible();
    }

    FakeHost host;
    ui::EditPage page;
};

/// Presses that button of the question on the screen; gives what was asked.
QString answer(const QString &text)
{
    QMessageBox *box = nullptr;
    if (!QTest::qWaitFor([&] {
            box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
            return box != nullptr;
        })) {
        return {};
    }
    const QString asked = box->text();
    for (QAbstractButton *button : box->buttons()) {
        if (button->text() == text) {
            button->click();
            return asked;
        }
    }
    return {};
}

} // namespace

/// A test record is written once somebody agreed to it, and only then.
class RecordQuestionTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreeingWritesOne();
    void refusingWritesNothing();
    void aPlainTestWritesNothing();
    void withoutATopicItCannotBePressed();
    void othersDoNotOfferIt();
};

void RecordQuestionTest::agreeingWritesOne()
{
    Shown one;
    QVERIFY(one.send() && one.send()->isVisible() && one.send()->isEnabled());
    QVERIFY(!one.showsMessageRow());
    one.send()->click();
    const QString asked = answer(u"Write the record"_s);
    QVERIFY2(asked.contains(u"orders"_s) && asked.contains(u"b"_s), qPrintable(asked));
    QTRY_COMPARE(one.host.world.tests, 1);
    QCOMPARE(one.host.world.lastScope,
             (core::TestScope{.targets = {u"orders"_s, u"b"_s}, .sends = true}));
    QVERIFY(one.showsMessageRow());
    QTRY_COMPARE(walk::clippedTexts(one.page).join(u'\n'), QString());
}

void RecordQuestionTest::refusingWritesNothing()
{
    Shown one;
    one.send()->click();
    QVERIFY(!answer(u"Write nothing"_s).isEmpty());
    QTRY_VERIFY(!QApplication::activeModalWidget());
    QCOMPARE(one.host.world.tests, 0);
}

void RecordQuestionTest::aPlainTestWritesNothing()
{
    Shown one;
    one.page.test();
    QCOMPARE(one.host.world.tests, 1);
    QCOMPARE(one.host.world.lastScope,
             (core::TestScope{.targets = {u"orders"_s, u"b"_s}, .sends = false}));
    QVERIFY(!one.showsMessageRow());
}

void RecordQuestionTest::withoutATopicItCannotBePressed()
{
    FakeHost host;
    ui::EditPage page(host, core::EndKind::Endpoint);
    page.openNew(u"queue"_s);
    walk::show(page, ui::Scheme::Light, {1290, 760});
    QVERIFY(sendOf(page)->isVisible() && !sendOf(page)->isEnabled());
}

void RecordQuestionTest::othersDoNotOfferIt()
{
    Shown one(u"table"_s);
    QVERIFY(!one.send()->isVisible());
    FakeHost host;
    ui::EditPage source(host, core::EndKind::Source);
    source.openNew(u"queue"_s);
    walk::show(source, ui::Scheme::Light, {1290, 760});
    QVERIFY(!sendOf(source)->isVisible());
}

QTEST_MAIN(RecordQuestionTest)
#include "record_question_test.moc"
