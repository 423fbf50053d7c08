// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store_query/sqlite_handles.h"
#include "tests/ui/support/session_world.h"
#include "tests/ui/support/widget_walk.h"
#include "ui/common/row_table.h"
#include "ui/store/store_page.h"

#include <QComboBox>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class StorePageTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tablesAndNewestRowsAreShown();
    void rowsComeFiveHundredAPage();
    void viewsOverATableStandUnderItAndAreRead();
    void anySelectIsAnsweredAndNothingElse();
    void aLongQuestionIsCancelledWithoutHoldingTheWindow();
    void columnsShowTheirTypes();
    void foreignTextStaysText();
    void savedRowsAreSafeForASpreadsheet();
    void aStoreIsCopiedToAFileOfItsOwn();
    void journalAndFreePlaceAreMeasured();
    void emptyStatesSayWhatToDo();
};

namespace {

using support::allTypes;

constexpr int kLimit = 20'000; ///< ms
constexpr auto kTable = "PRAGMA journal_mode=WAL; CREATE TABLE \"%1\"(_sn INTEGER PRIMARY KEY, "
                        "_received INTEGER NOT NULL,"
                        " _size INTEGER NOT NULL, device ANY, number ANY) STRICT;";

struct World : SessionWorld
{
    World()
    {
        core::Workspace workspace =
            core::demoWorkspace(allTypes(), folder.filePath(u"demo.weir.yaml"_s));
        core::WorkspaceEntry second = workspace.endpoints.front();
        second.name = u"archive"_s;
        core::writeField(second.config, u"path"_s, core::Node::quotedText(u"archive.db"_s));
        workspace.endpoints.push_back(second);
        session.adopt(workspace);
    }
    void run(const QString &file, const QString &sql) const
    {
        sqlite3 *raw = nullptr;
        QCOMPARE(sqlite3_open(folder.filePath(file).toUtf8().constData(), &raw), SQLITE_OK);
        const core::SqliteConnection connection(raw);
        sqlite3_busy_timeout(raw, 10'000);
        QCOMPARE(sqlite3_exec(raw, sql.toUtf8().constData(), nullptr, nullptr, nullptr), SQLITE_OK);
    }
    void fill(const QString &table, int rows) const
    {
        run(u"demo.db"_s,
            QString::fromLatin1(kTable).arg(table)
                + u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<%1)"
                  "INSERT INTO \"%2\" SELECT i, 1795686000000 + i*50, 66, 'device_' || (i%3), i "
                  "FROM n;"_s.arg(QString::number(rows), table));
    }
    QPushButton *button(const QString &text) const
    {
        for (QPushButton *one : page->findChildren<QPushButton *>()) {
            if (one->isVisible() && one->text().startsWith(text)) {
                return one;
            }
        }
        return nullptr;
    }
    void open(const QSize &size = {1108, 740}, ui::Scheme scheme = ui::Scheme::Light)
    {
        page = std::make_unique<ui::StorePage>(session);
        walk::show(*page, scheme, size);
        page->enter();
    }
    qint64 cell(int row, const QString &column) const
    {
        const core::QueryResult &all = page->result().result();
        return all.rows.at(static_cast<std::size_t>(row))
            .at(all.columns.indexOf(column))
            .toInteger();
    }

    std::unique_ptr<ui::StorePage> page;
};

} // namespace

void StorePageTest::tablesAndNewestRowsAreShown()
{
    World world;
    world.fill(u"sensors"_s, 120);
    world.fill(u"alerts"_s, 3);
    world.run(u"demo.db"_s, u"CREATE TABLE _weir_stream(name TEXT);"_s);
    world.open();
    const QAbstractItemModel *tables = world.page->tables()->model();
    QTRY_COMPARE_WITH_TIMEOUT(tables->rowCount(), 2, kLimit); // Weir's own are left out
    QCOMPARE(tables->index(1, ui::TablesModel::Name).data().toString(), u"sensors"_s);
    QCOMPARE(tables->index(1, ui::TablesModel::Rows).data().toString(), u"120"_s);
    QVERIFY(tables->index(1, ui::TablesModel::Size).data().toString() != u"–"_s);
    QVERIFY(tables->index(1, ui::TablesModel::Oldest).data().toString() != u"–"_s);
    QTRY_COMPARE_WITH_TIMEOUT(world.page->result().rowCount(), 3, kLimit); // the first, at once
    QTest::keyClick(world.page->tables(), Qt::Key_Down);
    QTRY_COMPARE_WITH_TIMEOUT(world.page->result().rowCount(), 120, kLimit);
    QCOMPARE(world.cell(0, u"_sn"_s), 120);
    QVERIFY(!world.button(u"Older"_s)->isEnabled());
    walk::checkLooks(*world.page, u"store-light"_s);
    walk::show(*world.page, ui::Scheme::Dark, {844, 554});
    walk::checkLooks(*world.page, u"store-dark"_s);
}

void StorePageTest::rowsComeFiveHundredAPage()
{
    World world;
    world.fill(u"sensors"_s, 1200);
    world.open();
    QTRY_COMPARE_WITH_TIMEOUT(world.page->result().rowCount(), 500, kLimit);
    QCOMPARE(world.cell(0, u"_sn"_s), 1200);
    QVERIFY(!world.button(u"Newer"_s)->isEnabled());
    world.run(u"demo.db"_s, u"INSERT INTO sensors VALUES(1201, 1, 1, 'x', 1);"_s); // moves nothing
    QTRY_VERIFY_WITH_TIMEOUT(world.button(u"Older"_s)->isEnabled(), kLimit);
    QTest::mouseClick(world.button(u"Older"_s), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(world.button(u"Older"_s)->isEnabled(), kLimit);
    QCOMPARE(world.cell(0, u"_sn"_s), 700);
    QTest::mouseClick(world.button(u"Older"_s), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(world.page->result().rowCount(), 200, kLimit);
    QCOMPARE(world.cell(199, u"_sn"_s), 1);
    QTRY_VERIFY(!world.button(u"Older"_s)->isEnabled());
    QTest::mouseClick(world.button(u"Newer"_s), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(world.page->result().rowCount(), 500, kLimit);
    QCOMPARE(world.cell(0, u"_sn"_s), 700);
}

void StorePageTest::viewsOverATableStandUnderItAndAreRead()
{
    World world;
    world.fill(u"sensors"_s, 120);
    world.fill(u"zones"_s, 3);
    world.run(u"demo.db"_s,
              u"CREATE VIEW sensors__latest AS SELECT device,number,_sn FROM (SELECT max(_sn) AS "
              "_sn,device,number FROM sensors GROUP BY device);"
              "CREATE VIEW sensors__history AS SELECT device,number,_sn FROM sensors ORDER BY _sn;"
              "CREATE VIEW somebodys AS SELECT 1;"_s);
    world.open();
    const QAbstractItemModel *tables = world.page->tables()->model();
    const auto cell = [tables](int row, int column) {
        return tables->index(row, column).data().toString().trimmed();
    };
    QTRY_COMPARE_WITH_TIMEOUT(tables->rowCount(), 4, kLimit);
    using ui::TablesModel;
    QCOMPARE(cell(0, TablesModel::Kind), u"table"_s);
    QCOMPARE(cell(1, TablesModel::Name), u"sensors__latest"_s);
    QCOMPARE(cell(1, TablesModel::Kind), u"current rows"_s);
    QCOMPARE(cell(1, TablesModel::Rows), u"3"_s);
    QCOMPARE(cell(2, TablesModel::Name), u"sensors__history"_s);
    QCOMPARE(cell(2, TablesModel::Kind), u"history"_s);
    QCOMPARE(cell(2, TablesModel::Rows), u"120"_s);
    QCOMPARE(cell(3, TablesModel::Name), u"zones"_s);
    QTRY_COMPARE_WITH_TIMEOUT(world.page->result().rowCount(), 120, kLimit);
    world.page->tables()->selectRow(1);
    QTRY_COMPARE_WITH_TIMEOUT(world.page->result().rowCount(), 3, kLimit);
    QVERIFY(world.page->sql()->toPlainText().contains(u"\"sensors__latest\""_s));
    walk::checkLooks(*world.page, u"store-views-light"_s);
    walk::show(*world.page, ui::Scheme::Dark, {844, 540});
    walk::checkLooks(*world.page, u"store-views-dark"_s);
    world.page->tables()->selectRow(2);
    QTRY_COMPARE_WITH_TIMEOUT(world.page->result().rowCount(), 120, kLimit);
    QCOMPARE(world.cell(0, u"_sn"_s), 120); // the newest first, as everywhere
}

void StorePageTest::anySelectIsAnsweredAndNothingElse()
{
    World world;
    world.fill(u"sensors"_s, 300);
    world.open();
    QTRY_COMPARE_WITH_TIMEOUT(world.page->result().rowCount(), 300, kLimit);
    world.page->sql()->setPlainText(
        u"SELECT device, count(*) AS n FROM sensors GROUP BY device ORDER BY device"_s);
    world.page->sql()->setFocus();
    QTest::keyClick(world.page->sql(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(world.page->result().rowCount(), 3, kLimit);
    QCOMPARE(world.cell(0, u"n"_s), 100);
    QVERIFY(!world.button(u"Older"_s));
    walk::picture(*world.page, u"store-sql"_s);
    world.page->sql()->setPlainText(u"DELETE FROM sensors"_s);
    QTest::mouseClick(world.button(u"Run"_s), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(world.page->result().rowCount(), 0, kLimit);
    QVERIFY(!world.page->outcome().isEmpty());
    walk::picture(*world.page, u"store-refused"_s);
    world.page->tables()->selectRow(0);
    QTRY_COMPARE_WITH_TIMEOUT(world.page->result().rowCount(), 300, kLimit);
}

void StorePageTest::aLongQuestionIsCancelledWithoutHoldingTheWindow()
{
    World world;
    world.fill(u"sensors"_s, 10);
    world.open();
    QTRY_COMPARE_WITH_TIMEOUT(world.page->result().rowCount(), 10, kLimit);
    QTRY_VERIFY_WITH_TIMEOUT(world.button(u"Run"_s), kLimit); // the first question has ended
    world.page->sql()->setPlainText(u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n)"
                                    " SELECT max(i) FROM n"_s);
    QElapsedTimer timer;
    timer.start();
    world.page->run();
    QVERIFY2(timer.elapsed() < 5000, "asking holds nothing up"); // the answer never comes
    QTest::qWait(200); // so that it is being worked on
    QPushButton *cancel = world.button(u"Cancel"_s);
    QVERIFY(cancel);
    timer.restart();
    QTest::mouseClick(cancel, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(world.button(u"Run"_s), kLimit);
    QVERIFY2(timer.elapsed() < 10'000, "it ends soon after Cancel");
    QCOMPARE(world.page->result().rowCount(), 0);
}

void StorePageTest::columnsShowTheirTypes()
{
    World world;
    world.fill(u"sensors"_s, 3);
    world.run(u"demo.db"_s,
              u"CREATE TABLE _weir_column(stream TEXT, name TEXT, type TEXT);"
              "INSERT INTO _weir_column VALUES('sensors', 'number', 'nullable(datetime64(3))'),"
              "('sensors', 'device', '<b>x</b>');"_s);
    world.open();
    QTRY_COMPARE_WITH_TIMEOUT(world.page->result().rowCount(), 3, kLimit);
    const ui::ResultModel &result = world.page->result();
    const auto place = [&result](const QString &name) {
        return static_cast<int>(result.result().columns.indexOf(name));
    };
    const auto tip = [&result, &place](const QString &name) {
        return result.headerData(place(name), Qt::Horizontal, Qt::ToolTipRole).toString();
    };
    QCOMPARE(result.index(0, place(u"number"_s)).data().toString(), u"1970-01-01T00:00:00.003Z"_s);
    QCOMPARE(tip(u"number"_s), u"nullable(datetime64(3))"_s);
    QCOMPARE(tip(u"device"_s), u"&lt;b&gt;x&lt;/b&gt;"_s);
    QCOMPARE(tip(u"_sn"_s), QString());
    walk::checkLooks(*world.page, u"store-types"_s);
}

void StorePageTest::foreignTextStaysText()
{
    World world;
    world.fill(u"sensors"_s, 1);
    world.run(u"demo.db"_s,
              u"UPDATE sensors SET device='<b>x</b>' || char(10) || char(8238), number=x'00ff'"_s);
    world.open();
    QTRY_COMPARE_WITH_TIMEOUT(world.page->result().rowCount(), 1, kLimit);
    const QAbstractItemModel *rows = world.page->rows()->model();
    QCOMPARE(rows->index(0, 3).data().toString(), u"<b>x</b>\\n\\u202e"_s);
    QCOMPARE(rows->index(0, 4).data().toString(), u"0x00ff"_s);
}

void StorePageTest::savedRowsAreSafeForASpreadsheet()
{
    const QStringList columns{u"a"_s, u"b,c"_s};
    const std::vector<QJsonArray> rows{{u"=1+1"_s, -5}, {u"say \"hi\""_s, QJsonValue()}};
    QCOMPARE(ui::csvOf(columns, rows),
             QByteArray("a,\"b,c\"\r\n'=1+1,-5\r\n\"say \"\"hi\"\"\",\r\n"));
    QCOMPARE(ui::jsonLinesOf(columns, rows),
             QByteArray("{\"a\":\"=1+1\",\"b,c\":-5}\n{\"a\":\"say \\\"hi\\\"\",\"b,c\":null}\n"));
    const QTemporaryDir folder;
    ui::StoreReader reader;
    QSignalSpy saved(&reader, &ui::StoreReader::saved);
    reader.save(folder.filePath(u"rows.jsonl"_s), columns, rows);
    reader.save(folder.filePath(u"none/rows.csv"_s), columns, rows);
    QTRY_COMPARE_WITH_TIMEOUT(saved.size(), 2, kLimit);
    QVERIFY(saved[0][1].toBool());
    QVERIFY(!saved[1][1].toBool());
    QFile file(folder.filePath(u"rows.jsonl"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll().count('\n'), 2);
}

void StorePageTest::aStoreIsCopiedToAFileOfItsOwn()
{
    World world;
    world.fill(u"sensors"_s, 5);
    world.open();
    QTRY_VERIFY_WITH_TIMEOUT(world.button(u"Save a copy"_s), kLimit);
    const auto choose = [&world](const QString &name) {
        QTest::mouseClick(world.button(u"Save a copy"_s), Qt::LeftButton);
        auto *dialog = world.page->findChild<QFileDialog *>();
        Q_EMIT dialog->fileSelected(name);
        delete dialog;
    };
    const QString copy = world.folder.filePath(u"copy.db"_s);
    choose(copy);
    QTRY_VERIFY_WITH_TIMEOUT(world.page->outcome().contains(copy), kLimit);
    const auto rows = core::runStoreQuery(copy, u"SELECT * FROM sensors"_s);
    QVERIFY(rows);
    QCOMPARE(rows->rows.size(), 5U);
    choose(world.folder.filePath(u"none/copy.db"_s));
    QTRY_VERIFY_WITH_TIMEOUT(!world.page->outcome().contains(copy), kLimit);
    const QString own = world.page->files()->currentData().toString();
    choose(own); // is refused without a question to the disk
    QCOMPARE(core::runStoreQuery(own, u"SELECT * FROM sensors"_s)->rows.size(), 5U);
    QVERIFY(QDir(world.folder.path()).entryList({u"*.part"_s}).isEmpty());
}

void StorePageTest::journalAndFreePlaceAreMeasured()
{
    World world;
    world.fill(u"sensors"_s, 2000);
    const QString file = world.folder.filePath(u"demo.db"_s);
    sqlite3 *raw = nullptr;
    QCOMPARE(sqlite3_open(file.toUtf8().constData(), &raw), SQLITE_OK);
    const core::SqliteConnection writer(raw); // as long as it is open, the journal stays
    QCOMPARE(sqlite3_exec(raw, "DELETE FROM sensors", nullptr, nullptr, nullptr), SQLITE_OK);
    ui::StoreReader reader;
    std::optional<ui::StoreTables> found;
    connect(&reader, &ui::StoreReader::listed, this,
            [&found](const QString &, const core::Result<ui::StoreTables> &tables) {
                found = tables ? std::optional(*tables) : std::nullopt;
            });
    reader.list(file);
    QTRY_VERIFY_WITH_TIMEOUT(found.has_value(), kLimit);
    QVERIFY(found->journalBytes > 0);
    QCOMPARE(found->fileBytes, QFileInfo(file).size() + found->journalBytes);
    QVERIFY(found->freeBytes > 0 && found->freeBytes < QFileInfo(file).size());
}

void StorePageTest::emptyStatesSayWhatToDo()
{
    World world;
    world.open();
    QSignalSpy flows(world.page.get(), &ui::StorePage::flowsWanted);
    QTRY_VERIFY_WITH_TIMEOUT(world.button(u"Go to the flows"_s), kLimit); // no file yet
    walk::checkLooks(*world.page, u"store-nothing"_s);
    QTest::mouseClick(world.button(u"Go to the flows"_s), Qt::LeftButton);
    QCOMPARE(flows.size(), 1);
    world.fill(u"sensors"_s, 5);
    QTest::mouseClick(world.button(u"Refresh"_s), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(world.page->result().rowCount(), 5, kLimit);
    world.page->files()->setCurrentIndex(1); // the other store has no file
    QTRY_VERIFY_WITH_TIMEOUT(world.button(u"Go to the flows"_s), kLimit);
    QFile damaged(world.folder.filePath(u"archive.db"_s));
    QVERIFY(damaged.open(QIODevice::WriteOnly));
    damaged.write(QByteArray(4096, 'x'));
    damaged.close();
    QTest::mouseClick(world.button(u"Refresh"_s), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(walk::everyText(*world.page).contains(u"cannot be read"_s), kLimit);
    world.session.adopt({});
    QSignalSpy endpoint(world.page.get(), &ui::StorePage::newEndpointWanted);
    QVERIFY(world.button(u"New endpoint"_s));
    QTest::mouseClick(world.button(u"New endpoint"_s), Qt::LeftButton);
    QCOMPARE(endpoint.size(), 1);
    walk::picture(*world.page, u"store-none"_s);
}

QTEST_MAIN(StorePageTest)
#include "store_page_test.moc"
