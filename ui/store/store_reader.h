// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store_query/store_copy.h"
#include "core/store_query/store_query.h"
#include "core/workspace/workspace.h"
#include "ui/session/background.h"

#include <memory>
#include <optional>

namespace ui {

/// One store file of the workspace. A value.
struct StoreFile
{
    QString endpoint = {}; ///< its name
    QString path = {}; ///< absolute

    bool operator==(const StoreFile &) const = default;
};

/// The files of all store endpoints, in the document's order.
QList<StoreFile> storeFiles(const core::Workspace &workspace);

/// What a name in a store file stands for.
enum class StoreKind
{
    Table,
    CurrentRows, ///< view: of each key the newest, unless it was deleted
    History ///< view: all of them, in order
};

/// One table of a store file, or a view that Weir keeps over one; what could not be counted in time
/// is left open. A value.
struct StoreTable
{
    QString name = {};
    StoreKind kind = StoreKind::Table;
    std::optional<std::int64_t> rows = {};
    std::optional<std::int64_t> bytes = {}; ///< of the messages in it
    std::optional<std::int64_t> oldestMs = {}; ///< when its oldest row came
};

struct StoreTables
{
    QList<StoreTable> tables = {}; ///< each followed by its views
    std::int64_t fileBytes = 0; ///< with its journal
    std::int64_t journalBytes = 0; ///< what is not in the file itself yet
    std::int64_t freeBytes = 0; ///< of rows that went; new ones take it
};

/// `name` as SQL writes it.
QString quotedName(QString name);

/// Reads store files on a thread of its own, one question after the other. A new question of a kind
/// takes the place of the one before. GUI thread.
class StoreReader final : public QObject
{
    Q_OBJECT

public:
    static constexpr int kMostRows = 10'000;

    explicit StoreReader(QObject *parent = nullptr);
    ~StoreReader() override; ///< what runs is cancelled

    /// Answers with listed().
    void list(const QString &file);
    /// Answers with answered().
    void ask(const QString &file, const QString &sql, std::int64_t mostRows = kMostRows);
    /// As CSV, or as JSON lines where the name ends so. Answers with saved().
    void save(const QString &name, const QStringList &columns, std::vector<QJsonArray> rows);
    /// The whole store, to a file of its own. Answers with copied().
    void copy(const QString &file, const QString &to);
    void cancel(); ///< what was asked; answered() comes with "query.cancelled"
    bool isAsking() const { return m_asking != nullptr; }

Q_SIGNALS:
    void listed(const QString &file, const core::Result<ui::StoreTables> &tables);
    void answered(const core::Result<core::QueryResult> &result);
    void saved(const QString &name, bool isDone);
    void copied(const QString &name, const core::Result<void> &result);

private:
    using Flag = std::shared_ptr<std::atomic<bool>>;

    Flag m_listing;
    Flag m_asking;
    Flag m_copying;
    Background m_lists;
    Background m_questions;
};

} // namespace ui
