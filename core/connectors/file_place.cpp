// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/file_place.h"

#include "core/support/text.h"

#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace core {
namespace {

/// The first of the path and the folders around it that exists.
QString nearestThere(QString path)
{
    while (!QFileInfo::exists(path) && QFileInfo(path).absolutePath() != path) {
        path = QFileInfo(path).absolutePath();
    }
    return path;
}

} // namespace

std::optional<Error> wrongPlace(const QString &path)
{
    const auto wrong = [](const char *id, const char *sentence, const QString &blamed) {
        return Error{.code = ErrorCode::Config,
                     .id = id,
                     .message = text(sentence).arg(visibleText(blamed, 256)),
                     .field = u"path"_s,
                     .fix = text(WEIR_TEXT("Write the name of a file, in a folder that there is or "
                                           "that can be made"))};
    };
    const QFileInfo file(path);
    if (path.endsWith(u'/') || file.isDir()) {
        return wrong("path.folder", WEIR_TEXT("%1 is a folder, not a file"), path);
    }
    if (file.exists() && !file.isFile()) {
        return wrong("path.device", WEIR_TEXT("%1 is a device or a pipe, not a file"), path);
    }
    const QString above = nearestThere(file.absolutePath());
    return QFileInfo(above).isDir()
        ? std::nullopt
        : std::optional(wrong("path.in_file", WEIR_TEXT("%1 is a file, not a folder"), above));
}

void checkPlace(const FilePath &path, RuleReport &report)
{
    const bool isKnown = QDir::isAbsolutePath(path.text) || !report.baseFolder().isEmpty();
    if (path.isEmpty() || !isKnown) {
        return;
    }
    const QString slash = path.text.endsWith(u'/') ? u"/"_s : QString(); // which absolute() drops
    if (const auto error = wrongPlace(path.absolute(report.baseFolder()) + slash)) {
        report.error(error->id, "path", error->message, error->fix);
    }
    if (QDir::cleanPath(path.text).startsWith("../"_L1)) {
        report.warning("path.outside", "path",
                       text(WEIR_TEXT("The file lies outside the workspace's folder")),
                       text(WEIR_TEXT("Write the whole path if that is meant")));
    }
}

} // namespace core
