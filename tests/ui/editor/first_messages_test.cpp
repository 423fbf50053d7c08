// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/plain_label.h"
#include "ui/editor/first_messages.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class FirstMessagesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theShareOfMisfitsIsTold();
};

static bool isSaid(const ui::FirstMessages &messages, const QString &words)
{
    const auto labels = messages.findChildren<ui::PlainLabel *>();
    return std::any_of(labels.begin(), labels.end(), [&words](const ui::PlainLabel *label) {
        return !label->isHidden() && label->text().contains(words);
    });
}

void FirstMessagesTest::theShareOfMisfitsIsTold()
{
    ui::FirstMessages messages;
    messages.begin(3, 10s);
    messages.add({.misfits = {u"qty"_s, u"price"_s}});
    messages.add({});
    messages.add({.misfits = {u"qty"_s}});
    QVERIFY(isSaid(messages, u"price (1 of 3), qty (2 of 3)"_s));
    messages.clear();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    messages.add({});
    QVERIFY(!isSaid(messages, u"qty"_s));
}

QTEST_MAIN(FirstMessagesTest)
#include "first_messages_test.moc"
