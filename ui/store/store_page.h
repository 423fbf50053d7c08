// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/screen_frame.h"
#include "ui/session/session.h"
#include "ui/store/result_model.h"
#include "ui/store/tables_model.h"

QT_BEGIN_NAMESPACE
class QComboBox;
class QLayout;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
QT_END_NAMESPACE

namespace ui {

class ElidedText;
class EmptyState;
class PlainLabel;
class RowTable;

/// What the stores of this workspace hold: tables, their newest rows 500 at a time, and any SELECT.
/// Read-only; disks are waited for elsewhere. GUI thread.
class StorePage final : public Page
{
    Q_OBJECT

public:
    static constexpr int kPageRows = 500;

    explicit StorePage(Session &session, QWidget *parent = nullptr);

    void beat(const ScreenFrame &) override { }
    void enter() override;

    QComboBox *files() const { return m_files; }
    RowTable *tables() const { return m_tables; }
    RowTable *rows() const { return m_rows; }
    QPlainTextEdit *sql() const { return m_sql; }
    const ResultModel &result() const { return m_result; }
    const QString &outcome() const;

public Q_SLOTS:
    void refresh();
    void run(); ///< what is written in the editor; while it runs: cancel

Q_SIGNALS:
    void newEndpointWanted();
    void flowsWanted();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    enum View
    {
        Content,
        NoStore,
        NoTable
    };
    // store_page.cpp
    void showFiles();
    void handleFile();
    void showTables(const QString &file, const core::Result<StoreTables> &tables);
    void chooseTable();
    void showRows(int page);
    void ask(const QString &sql, int most);
    void showAnswer(const core::Result<core::QueryResult> &result);
    void showBusy();
    void showPaging();
    void showOrder();
    void save();
    void saveCopy();
    StoreFile file() const;
    // store_layout.cpp
    QLayout *makeHead();
    QWidget *makeTables();
    QWidget *makeEditor();
    QWidget *makeRows();
    void layOut();

    Session &m_session;
    StoreReader m_reader;
    TablesModel m_tableModel;
    ResultModel m_result;
    QString m_table; ///< whose rows are shown page by page; empty for a question of one's own
    QList<std::int64_t> m_pages; ///< below which number each page begins; the first has none
    QComboBox *m_files;
    ElidedText *m_path;
    QPushButton *m_saveCopy;
    QPushButton *m_refresh;
    QStackedWidget *m_stack;
    EmptyState *m_noTable;
    RowTable *m_tables;
    QPlainTextEdit *m_sql;
    QPushButton *m_run;
    RowTable *m_rows;
    ElidedText *m_outcome;
    QPushButton *m_newer;
    QPushButton *m_older;
    QPushButton *m_copy;
    QPushButton *m_save;
};

} // namespace ui
