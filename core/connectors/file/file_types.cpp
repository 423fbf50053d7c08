// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/file/compressor.h"
#include "core/connectors/file/file_endpoint.h"
#include "core/connectors/file/file_names.h"
#include "core/connectors/file_place.h"
#include "core/connectors/registry.h"
#include "core/support/text.h"

#include <QDateTime>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QStorageInfo>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace core::file {
namespace {

Result<void> probe(const QString &folder)
{
    const QString name = folder + u"/.weir-probe-"_s + QUuid::createUuid().toString(QUuid::Id128);
    QFile file(name);
    const bool isWritten = file.open(QIODevice::WriteOnly | QIODevice::NewOnly)
        && file.write("probe\n") == 6 && file.flush();
    const QString words = file.errorString();
    file.remove();
    return isWritten ? Result<void>()
                     : Error{ErrorCode::Storage, "file.read_only",
                             text(WEIR_TEXT("The folder %1 takes no files: %2"))
                                 .arg(visibleText(folder, 256), visibleText(words, 256)),
                             u"path"_s};
}

/// The name, the space, a file written and removed, and who owns what is there.
void testFile(const ConfigBox &config, TestRun &run)
{
    const FileConfig &own = config.as<FileConfig>();
    const FilePath filled{patternFor(own.path.text, u"flow"_s, run.end().target)};
    const QString pattern = filled.absolute(run.baseFolder());
    QString folder = QFileInfo(pattern).absolutePath();
    QElapsedTimer timer;
    timer.start();
    const auto took = [&timer] { return std::chrono::milliseconds(timer.restart()); };
    if (auto wrong = wrongPlace(pattern)) {
        run.failed(StageId::Resolve, took(), *std::move(wrong));
        return;
    }
    run.passed(StageId::Resolve, took(),
               text(WEIR_TEXT("The first file would be %1"))
                   .arg(visibleText(withSuffix(nameFor(pattern, 1, QDateTime::currentDateTimeUtc()),
                                               own.compression),
                                    512)));
    while (!QFileInfo(folder).isDir()) { // it will be made, within one that takes files
        folder = QFileInfo(folder).absolutePath();
    }
    const qint64 free = QStorageInfo(folder).bytesAvailable();
    run.passed(StageId::Connect, took(), text(WEIR_TEXT("%1 MiB free")).arg(free >> 20U));
    if (const Result<void> written = probe(folder); !written) {
        run.failed(StageId::Authorise, took(), written.error());
        return;
    }
    run.passed(StageId::Authorise, took(), text(WEIR_TEXT("A file was written and removed")));
}

} // namespace

void registerTypes(Registry &registry)
{
    registry.add(EndpointType{
        .type = "file",
        .label = WEIR_TEXT("File"),
        .sentence = WEIR_TEXT("JSON lines, CSV or raw messages in local files, with rotation."),
        .schema = FileConfig::schema(),
        .guarantee = Guarantee::AtLeastOnce,
        .needsRows = true,
        .make = [](const ConfigBox &config) -> std::unique_ptr<Endpoint> {
            return std::make_unique<FileEndpoint>(config.as<FileConfig>());
        },
        .test = testFile,
        .keepsPositions = true,
        .alone =
            [](const ConfigBox &config, const QString &flow, const QString &target) {
                return QDir::cleanPath(patternFor(config.as<FileConfig>().path.text, flow, target));
            },
    });
}

} // namespace core::file
