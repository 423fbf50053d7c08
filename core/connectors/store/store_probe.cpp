// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/store/store_probe.h"

#include "core/connectors/store/store_config.h"
#include "core/connectors/store/store_errors.h"
#include "core/connectors/store/store_file.h"
#include "core/support/text.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QStorageInfo>

using namespace Qt::StringLiterals;

namespace core::store {
namespace {

/// The steps of one test; each returns whether the next makes sense.
class Probe final
{
public:
    explicit Probe(TestRun &run) : m_run(run) { m_timer.start(); }

    bool place(const QString &path)
    {
        m_path = path;
        const Result<StorePlace> place = prepareStorePlace(path);
        if (!place) {
            return fail(StageId::Resolve, place.error());
        }
        m_path = place->path;
        return pass(StageId::Resolve, text(WEIR_TEXT("%1 can be written")).arg(m_path));
    }

    bool space()
    {
        constexpr qint64 kLeast = 64LL << 20U;
        const qint64 free = QStorageInfo(QFileInfo(m_path).absolutePath()).bytesAvailable();
        const QString words = text(WEIR_TEXT("%1 MiB free on a local disk")).arg(free >> 20U);
        if (free >= 0 && free < kLeast) {
            return fail(StageId::Connect,
                        Error{ErrorCode::Storage, "store.disk_full", words, u"path"_s,
                              text(WEIR_TEXT("Free some space"))});
        }
        return pass(StageId::Connect, words);
    }

    bool file(const StoreConfig &config)
    {
        const bool existed = QFile::exists(m_path);
        Result<std::unique_ptr<StoreFile>> file = StoreFile::open(
            m_path, {.durability = config.durability, .maxBytes = config.maxFile.value});
        if (!file && QLatin1String(file.error().id) == "store.locked"_L1 && existed) {
            return pass(StageId::Authorise,
                        text(WEIR_TEXT("In use: %1")).arg(file.error().message)),
                   false;
        }
        if (!file) {
            return fail(StageId::Authorise, file.error());
        }
        m_isMade = !existed;
        const int code = (*file)->run("BEGIN IMMEDIATE; CREATE TABLE _weir_probe(a) ; "
                                      "INSERT INTO _weir_probe VALUES(1); ROLLBACK");
        if (code != SQLITE_OK) {
            return fail(StageId::Authorise, (*file)->errorOf(code));
        }
        m_file = *std::move(file);
        return pass(StageId::Authorise,
                    existed ? text(WEIR_TEXT("The file is a store and takes rows"))
                            : text(WEIR_TEXT("A new store can be made here")));
    }

    void table(const QString &name)
    {
        if (name.isEmpty()) {
            m_run.skipped(StageId::Target, text(WEIR_TEXT("The flow names the table")));
            return;
        }
        if (const QString fault = tableNameFault(name); !fault.isEmpty()) {
            fail(StageId::Target, Error{ErrorCode::Config, "store.table.name", fault});
            return;
        }
        const QByteArray sql =
            QString(u"SELECT _sn FROM "_s + sqliteQuoted(name) + u" LIMIT 1"_s).toUtf8();
        const bool exists = m_file->run(sql.constData()) == SQLITE_OK;
        pass(StageId::Target,
             text(exists ? WEIR_TEXT("The table %1 goes on")
                         : WEIR_TEXT("The table %1 will be made"))
                 .arg(visibleText(name, 64)));
    }

    /// A file that the test made is no store yet.
    void tidyUp()
    {
        m_file.reset();
        if (m_isMade) {
            for (const QString &part : {u""_s, u"-wal"_s, u"-shm"_s}) {
                QFile::remove(m_path + part);
            }
        }
    }

private:
    std::chrono::milliseconds took() { return std::chrono::milliseconds(m_timer.restart()); }
    bool pass(StageId stage, const QString &words)
    {
        m_run.passed(stage, took(), words);
        return true;
    }
    bool fail(StageId stage, const Error &error)
    {
        m_run.failed(stage, took(), error);
        return false;
    }

    TestRun &m_run;
    QElapsedTimer m_timer;
    QString m_path;
    std::unique_ptr<StoreFile> m_file;
    bool m_isMade = false; ///< by this test
};

} // namespace

void testStore(const ConfigBox &config, TestRun &run)
{
    const StoreConfig &own = config.as<StoreConfig>();
    const QString base = run.baseFolder();
    Probe probe(run);
    if (probe.place(storePath(own, base, base + u"/store"_s)) && !run.isCancelled() && probe.space()
        && !run.isCancelled() && probe.file(own)) {
        probe.table(run.end().target);
    }
    probe.tidyUp();
}

} // namespace core::store
