// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/log_book.h"
#include "core/support/log_file.h"
#include "core/support/logging.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace Qt::StringLiterals;
using namespace core;

class LogBookTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsTheNewestLines();
    void linesAreSafeToShow();
    void knowsWhichFlowSpoke();
    void theFileRotatesAndIsPrivate();
    void theFileIsCompleteAtTheEnd();
    void theStateFolderFollowsTheDesktopsRules();
};

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

void LogBookTest::keepsTheNewestLines()
{
    LogBook book(3);
    QVERIFY(book.after(0).empty());
    for (int i = 1; i <= 5; ++i) {
        book.add(LogLevel::Info, {}, u"test"_s, QString::number(i));
    }
    const std::vector<LogLine> all = book.after(0);
    QCOMPARE(all.size(), std::size_t(3));
    QCOMPARE(all.front().number, std::uint64_t(3));
    QCOMPARE(all.back().text, u"5"_s);
    QCOMPARE(book.after(4).size(), std::size_t(1));
    QVERIFY(book.after(5).empty());
    QVERIFY(book.after(500).empty());
}

void LogBookTest::linesAreSafeToShow()
{
    LogBook book;
    book.add(LogLevel::Error, u"a\nb"_s, u"test"_s, u"password=S3CR3T\n\u202e<b>"_s);
    const LogLine line = book.after(0).front();
    QVERIFY(!line.text.contains(u"S3CR3T"_s));
    QVERIFY(!line.text.contains(u'\n'));
    QVERIFY(!line.text.contains(QChar(0x202e)));
    QVERIFY(!line.flow.contains(u'\n'));
    book.add(LogLevel::Info, {}, {}, QString(1'000'000, u'x'));
    QVERIFY(book.after(1).front().text.size() < 3000);
}

void LogBookTest::knowsWhichFlowSpoke()
{
    {
        LogBook book;
        book.listen();
        std::thread worker([] {
            const LogScope scope(u"orders"_s);
            qCWarning(logEngine, "orders: kafka.refused");
        });
        worker.join();
        qCInfo(logConnector, "outside");
        const std::vector<LogLine> lines = book.after(0);
        QCOMPARE(lines.size(), std::size_t(2));
        QCOMPARE(lines[0].flow, u"orders"_s);
        QCOMPARE(lines[0].room, u"engine"_s);
        QCOMPARE(lines[0].level, LogLevel::Warning);
        QCOMPARE(lines[0].text, u"kafka.refused"_s); // the name is said once
        QCOMPARE(lines[1].flow, QString());
    }
    qCInfo(logConnector, "nobody listens any more");
}

void LogBookTest::theFileRotatesAndIsPrivate()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"state/weir.log"_s);
    for (int run = 0; run < 6; ++run) {
        LogFile file(path, {.bytes = 100, .files = 3});
        file.append(QString::number(run) + QString(150, u'x'));
    }
    QVERIFY(contentOf(path).startsWith("5x"));
    QVERIFY(contentOf(QString(path + u".1"_s)).startsWith("4x"));
    QVERIFY(contentOf(QString(path + u".2"_s)).startsWith("3x"));
    QCOMPARE(QDir(folder.filePath(u"state"_s)).entryList(QDir::Files).size(), 3);
    QVERIFY(!(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther)));
}

void LogBookTest::theFileIsCompleteAtTheEnd()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"weir.log"_s);
    {
        LogBook book;
        book.writeTo(std::make_unique<LogFile>(path));
        for (int i = 0; i < 2000; ++i) {
            book.add(LogLevel::Info, u"orders"_s, u"engine"_s, u"line %1"_s.arg(i));
        }
    }
    const QByteArray all = contentOf(path);
    QCOMPARE(all.count('\n'), 2000);
    QVERIFY(all.endsWith(" info engine orders line 1999\n"));
}

void LogBookTest::theStateFolderFollowsTheDesktopsRules()
{
    const QByteArray before = qgetenv("XDG_STATE_HOME");
    qputenv("XDG_STATE_HOME", "/somewhere/state");
    QCOMPARE(stateFolder(), u"/somewhere/state/weir"_s);
    qputenv("XDG_STATE_HOME", "not/absolute");
    QCOMPARE(stateFolder(), QString(QDir::homePath() + u"/.local/state/weir"_s));
    qputenv("XDG_STATE_HOME", before);
}

QTEST_GUILESS_MAIN(LogBookTest)
#include "log_book_test.moc"
