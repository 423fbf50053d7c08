// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/store/store_page.h"

#include "core/support/text.h"
#include "ui/common/elided_text.h"
#include "ui/common/empty_state.h"
#include "ui/common/row_table.h"
#include "ui/common/theme.h"

#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr int kTableRow = 30;
constexpr int kResultRow = 28;
constexpr int kMostWidth = 420;

QString sentenceOf(const core::Error &error)
{
    return error.fix.isEmpty() ? error.message : QString(error.message + u". "_s + error.fix);
}

QString sizeText(const StoreTables &store)
{
    const auto size = [](std::int64_t bytes) { return byteFigure(static_cast<double>(bytes)); };
    QStringList parts{size(store.fileBytes)};
    if (store.journalBytes > 0) {
        parts.append(StorePage::tr("of it %1 journal").arg(size(store.journalBytes)));
    }
    if (store.freeBytes > 0) {
        parts.append(StorePage::tr("%1 free for new rows").arg(size(store.freeBytes)));
    }
    return parts.join(u", "_s);
}

/// Rows that are chosen, or all.
std::vector<QJsonArray> chosenRows(const RowTable &table, const core::QueryResult &result)
{
    const QModelIndexList chosen = table.selectionModel()->selectedRows();
    if (chosen.size() < 2) {
        return result.rows;
    }
    std::vector<QJsonArray> rows;
    for (std::size_t row = 0; row < result.rows.size(); ++row) {
        if (table.selectionModel()->isRowSelected(static_cast<int>(row))) {
            rows.push_back(result.rows[row]);
        }
    }
    return rows;
}

} // namespace

StorePage::StorePage(Session &session, QWidget *parent)
    : Page(parent), m_session(session), m_tableModel(this), m_result(this),
      m_files(new QComboBox(this)), m_path(new ElidedText(TextRole::Secondary, this)),
      m_saveCopy(makeButton(tr("Save a copy…"), ButtonRole::Plain, this)),
      m_refresh(makeButton(tr("Refresh"), ButtonRole::Plain, this)),
      m_stack(new QStackedWidget(this)), m_noTable(new EmptyState(u"table"_s, {}, {}, {}, this)),
      m_tables(new RowTable(kTableRow, this)), m_sql(new QPlainTextEdit(this)),
      m_run(makeButton(tr("Run  Ctrl+Enter"), ButtonRole::Primary, this)),
      m_rows(new RowTable(kResultRow, this)), m_outcome(new ElidedText(TextRole::Secondary, this)),
      m_newer(makeButton(tr("Newer"), ButtonRole::Plain, this)),
      m_older(makeButton(tr("Older"), ButtonRole::Plain, this)),
      m_copy(makeButton(tr("Copy"), ButtonRole::Plain, this)),
      m_save(makeButton(tr("Save…"), ButtonRole::Plain, this))
{
    layOut();
    connect(&m_reader, &StoreReader::listed, this, &StorePage::showTables);
    connect(&m_reader, &StoreReader::answered, this, &StorePage::showAnswer);
    connect(&m_reader, &StoreReader::saved, this, [this](const QString &name, bool isDone) {
        const QString shown = core::visibleText(name, 300);
        m_outcome->setText(isDone ? tr("Saved to %1").arg(shown)
                                  : tr("%1 cannot be written").arg(shown));
    });
    connect(&m_reader, &StoreReader::copied, this,
            [this](const QString &name, const core::Result<void> &result) {
                m_outcome->setTone(result ? Tone::Normal : Tone::Error);
                m_outcome->setText(result ? tr("Saved to %1").arg(core::visibleText(name, 300))
                                          : sentenceOf(result.error()));
            });
    connect(m_newer, &QPushButton::clicked, this,
            [this] { showRows(static_cast<int>(m_pages.size()) - 2); });
    connect(m_older, &QPushButton::clicked, this,
            [this] { showRows(static_cast<int>(m_pages.size())); });
    connect(m_copy, &QPushButton::clicked, this, [this] {
        const core::QueryResult &all = m_result.result();
        QGuiApplication::clipboard()->setText(
            QString::fromUtf8(csvOf(all.columns, chosenRows(*m_rows, all))));
    });
    connect(m_save, &QPushButton::clicked, this, &StorePage::save);
    connect(m_saveCopy, &QPushButton::clicked, this, &StorePage::saveCopy);
    connect(&m_session, &Session::workspaceChanged, this, &StorePage::showFiles);
    showFiles();
    showPaging();
}

const QString &StorePage::outcome() const
{
    return m_outcome->text();
}

StoreFile StorePage::file() const
{
    return storeFiles(m_session.workspace()).value(m_files->currentIndex());
}

void StorePage::showFiles()
{
    const QString chosen = m_files->currentText();
    const StoreFile before = {m_files->currentText(), m_files->currentData().toString()};
    const QSignalBlocker quiet(m_files);
    m_files->clear();
    for (const StoreFile &one : storeFiles(m_session.workspace())) {
        m_files->addItem(core::visibleText(one.endpoint, 64), one.path);
    }
    m_files->setCurrentIndex(std::max(0, m_files->findText(chosen)));
    m_files->setVisible(m_files->count() > 1);
    const StoreFile now = {m_files->currentText(), m_files->currentData().toString()};
    if (!(now == before)) {
        handleFile();
    }
    m_refresh->setVisible(m_files->count() > 0);
    m_saveCopy->hide(); // until there is something
    if (m_files->count() == 0) {
        m_path->setText({});
        m_stack->setCurrentIndex(NoStore);
    }
}

void StorePage::handleFile()
{
    m_table.clear();
    m_result.setResult({});
    m_reader.cancel();
    m_sql->clear();
    m_outcome->setText({});
    refresh();
}

void StorePage::enter()
{
    refresh();
}

void StorePage::refresh()
{
    const StoreFile now = file();
    if (!now.path.isEmpty()) {
        m_reader.list(now.path);
    }
}

void StorePage::showTables(const QString &path, const core::Result<StoreTables> &tables)
{
    if (path != file().path) {
        return;
    }
    const bool isThere = tables || QByteArray(tables.error().id) != "query.file.missing";
    m_path->setText(tables ? tr("%1 · %2").arg(core::visibleText(path, 400), sizeText(*tables))
                           : core::visibleText(path, 400));
    if (!tables || tables->tables.isEmpty()) {
        m_tableModel.setTables({});
        const bool isEmpty = tables || !isThere;
        m_noTable->setTexts(isEmpty ? tr("Nothing is stored yet") : tr("The store cannot be read"),
                            isEmpty ? tr("A table appears with the first message that a flow "
                                         "brings here.")
                                    : sentenceOf(tables.error()),
                            tr("Go to the flows"));
        m_stack->setCurrentIndex(NoTable);
        m_saveCopy->hide();
        return;
    }
    m_stack->setCurrentIndex(Content);
    m_saveCopy->show();
    const bool isOwnQuestion = m_table.isEmpty() && m_result.columnCount() > 0;
    const bool isPaging = m_pages.size() > 1;
    const int before = m_tableModel.rowOf(m_table);
    const QSignalBlocker quiet(m_tables->selectionModel());
    m_tableModel.setTables(tables->tables);
    if (isOwnQuestion) {
        return; // its answer is being read
    }
    const int now = m_tableModel.rowOf(m_table);
    m_tables->selectRow(std::max(0, now));
    m_tables->viewport()->update();
    if (before < 0 || now < 0 || !isPaging) { // older rows that are being read stay
        chooseTable();
    }
}

void StorePage::chooseTable()
{
    const QModelIndex row = m_tables->currentIndex();
    if (row.isValid()) {
        m_table = m_tableModel.nameAt(row.row());
        m_pages.clear();
        showRows(0);
    }
}

/// Pages go by the running number, so that rows that come meanwhile move nothing.
void StorePage::showRows(int page)
{
    const std::vector<QJsonArray> &shown = m_result.result().rows;
    const qsizetype number = m_result.result().columns.indexOf(u"_sn"_s);
    if (page == 0 || number < 0 || shown.empty()) {
        m_pages = {0};
    } else if (page >= m_pages.size()) {
        m_pages.append(shown.back().at(number).toInteger());
    } else {
        m_pages.resize(page + 1);
    }
    const QString below = m_pages.back() > 0 ? u" WHERE _sn < %1"_s.arg(m_pages.back()) : QString();
    const QString sql = u"SELECT * FROM %1%2 ORDER BY _sn DESC LIMIT %3"_s.arg(
        quotedName(m_table), below, QString::number(kPageRows));
    m_sql->setPlainText(sql);
    ask(sql, kPageRows);
}

void StorePage::run()
{
    if (m_reader.isAsking()) {
        m_reader.cancel();
        return;
    }
    m_table.clear();
    m_pages.clear();
    {
        const QSignalBlocker quiet(m_tables->selectionModel());
        m_tables->clearSelection();
        m_tables->setCurrentIndex({});
    }
    m_tables->viewport()->update();
    ask(m_sql->toPlainText(), StoreReader::kMostRows);
}

void StorePage::ask(const QString &sql, int most)
{
    m_reader.ask(file().path, sql, most);
    showBusy();
}

void StorePage::showBusy()
{
    const bool isBusy = m_reader.isAsking();
    m_run->setText(isBusy ? tr("Cancel") : tr("Run  Ctrl+Enter"));
    if (isBusy) {
        m_outcome->setTone(Tone::Normal);
        m_outcome->setText(tr("Reading…"));
    }
    showPaging();
}

void StorePage::showPaging()
{
    const bool hasRows = m_result.rowCount() > 0;
    m_newer->setVisible(!m_table.isEmpty());
    m_older->setVisible(!m_table.isEmpty());
    m_newer->setEnabled(!m_reader.isAsking() && m_pages.size() > 1);
    m_older->setEnabled(!m_reader.isAsking() && m_result.rowCount() >= kPageRows);
    m_copy->setEnabled(hasRows);
    m_save->setEnabled(hasRows);
}

void StorePage::showAnswer(const core::Result<core::QueryResult> &result)
{
    m_outcome->setTone(result ? Tone::Normal : Tone::Error);
    if (!result) {
        m_result.setResult({});
        m_outcome->setText(sentenceOf(result.error()));
        showBusy();
        return;
    }
    m_result.setResult(*result);
    m_rows->resizeColumnsToContents();
    for (int column = 0; column < m_result.columnCount(); ++column) {
        m_rows->setColumnWidth(column, std::min(m_rows->columnWidth(column) + 12, kMostWidth));
    }
    showOrder();
    const QString rows = figure(static_cast<std::uint64_t>(result->rows.size()));
    const QString took = tr("%1 ms").arg(result->took.count());
    m_outcome->setText(!m_table.isEmpty()
                           ? tr("Rows %1 · page %2 · %3").arg(rows).arg(m_pages.size()).arg(took)
                           : result->isCut ? tr("The first %1 rows · %2").arg(rows, took)
                                           : tr("Rows %1 · %2").arg(rows, took));
    showBusy();
}

/// What the messages hold stands before what Weir noted about them.
void StorePage::showOrder()
{
    QHeaderView *header = m_rows->horizontalHeader();
    int place = 0;
    const auto put = [&](int column) { header->moveSection(header->visualIndex(column), place++); };
    const QStringList &columns = m_result.result().columns;
    const auto isNoted = [&columns](int column) { return columns[column].startsWith(u'_'); };
    const auto isFirst = [&columns](int column) {
        return columns[column] == "_sn"_L1 || columns[column] == "_time"_L1;
    };
    for (int column = 0; column < columns.size(); ++column) {
        if (m_table.isEmpty() || isFirst(column)) {
            put(column);
        }
    }
    for (const bool noted : {false, true}) {
        for (int column = 0; column < columns.size() && !m_table.isEmpty(); ++column) {
            if (isNoted(column) == noted && !isFirst(column)) {
                put(column);
            }
        }
    }
}

void StorePage::save()
{
    auto *dialog = new QFileDialog(this, tr("Save the rows"), {},
                                   tr("Comma-separated (*.csv);;JSON lines (*.jsonl)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"csv"_s);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &name) {
        const core::QueryResult &all = m_result.result();
        m_reader.save(name, all.columns, chosenRows(*m_rows, all));
    });
    dialog->open();
}

/// The file itself, copied while a flow writes, would lack what is still in its journal.
void StorePage::saveCopy()
{
    const QString from = file().path;
    auto *dialog =
        new QFileDialog(this, tr("Save a copy of the store"), {}, tr("SQLite database (*.db)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"db"_s);
    connect(dialog, &QFileDialog::fileSelected, this, [this, from](const QString &name) {
        if (QFileInfo(name).absoluteFilePath() == QFileInfo(from).absoluteFilePath()) {
            m_outcome->setTone(Tone::Error);
            m_outcome->setText(tr("This is the store itself"));
            return;
        }
        m_outcome->setTone(Tone::Normal);
        m_outcome->setText(tr("Copying…"));
        m_reader.copy(from, name);
    });
    dialog->open();
}

bool StorePage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_sql && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (isEnter && key->modifiers().testFlag(Qt::ControlModifier)) {
            run();
            return true;
        }
        if (key->key() == Qt::Key_Escape && m_reader.isAsking()) {
            m_reader.cancel();
            return true;
        }
    }
    return Page::eventFilter(watched, event);
}

} // namespace ui
