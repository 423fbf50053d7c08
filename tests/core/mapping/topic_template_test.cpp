// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mapping/topic_template.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::mapping;

/// Topics that are made of the topic a message came from.
class TopicTemplateTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void topicsAreMade_data();
    void topicsAreMade();
    void missingSegmentsRefuseTheMessage_data();
    void missingSegmentsRefuseTheMessage();
};

void TopicTemplateTest::topicsAreMade_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("topic");
    const auto row = [](const char *pattern, const char *input, const char *topic) {
        QTest::addRow("%s of %s", pattern, input)
            << QByteArray(pattern) << QByteArray(input) << QByteArray(topic);
    };
    row("plain", "a/b", "plain");
    row("${inputTopic}", "a/b", "a/b");
    row("up/${inputTopic}/x", "a/b", "up/a/b/x");
    row("${inputTopic.1}", "a/b", "a");
    row("${inputTopic.2}/${inputTopic.1}", "a/b", "b/a");
    row("${inputTopic.1}", "/a/b/", "a");
    row("${inputTopic.2}", "/a/b/", "b");
    row("${inputTopic}", "/a/b/", "/a/b/");
    row("$inputTopic", "a/b", "$inputTopic");
    row("${inputTopics}", "a/b", "${inputTopics}");
    row("${inputTopic", "a/b", "${inputTopic");
    row("${other}", "a/b", "${other}");
    row("${inputTopic.2}", "a//b", "");
}

void TopicTemplateTest::topicsAreMade()
{
    QFETCH(QByteArray, pattern);
    QFETCH(QByteArray, input);
    QFETCH(QByteArray, topic);
    const Result<std::string> made = outputTopic(pattern.toStdString(), input.toStdString());
    QVERIFY(made.has_value());
    QCOMPARE(QByteArray::fromStdString(*made), topic);
}

void TopicTemplateTest::missingSegmentsRefuseTheMessage_data()
{
    QTest::addColumn<QByteArray>("pattern");
    for (const char *pattern :
         {"${inputTopic.3}", "x/${inputTopic.0}", "${inputTopic.}", "${inputTopic.a}",
          "${inputTopic.-1}", "${inputTopic.1.2}", "${inputTopic.99999999999999999999}"}) {
        QTest::newRow(pattern) << QByteArray(pattern);
    }
}

void TopicTemplateTest::missingSegmentsRefuseTheMessage()
{
    QFETCH(QByteArray, pattern);
    const Result<std::string> made = outputTopic(pattern.toStdString(), "a/b");
    QVERIFY(!made.has_value());
    QCOMPARE(QLatin1String(made.error().id), "mapping.topic.segment"_L1);
}

QTEST_GUILESS_MAIN(TopicTemplateTest)
#include "topic_template_test.moc"
