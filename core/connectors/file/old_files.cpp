// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/file/old_files.h"

#include "core/connectors/file/file_names.h"

#include <QFile>
#include <QFileInfo>

#include <numeric>

namespace core::file {
namespace {

bool isOurs(const ClosedFile &file, const QString &pattern)
{
    const QFileInfo info(file.name);
    return isNameOf(pattern, file.name) && info.isFile() && !info.isSymLink()
        && info.size() == file.size;
}

} // namespace

void removeOldFiles(FileState &state, const QString &pattern, const FileConfig &config,
                    std::int64_t nowMs)
{
    if (config.keepsAll()) {
        state.closed.clear(); // the list would only grow
        return;
    }
    std::int64_t bytes =
        std::accumulate(state.closed.begin(), state.closed.end(), std::int64_t{0},
                        [](std::int64_t sum, const ClosedFile &file) { return sum + file.size; });
    const std::int64_t longest = config.keepFor.milliseconds().count();
    std::size_t gone = 0;
    for (const ClosedFile &oldest : state.closed) {
        const auto left = static_cast<std::int64_t>(state.closed.size() - gone);
        const bool isTooMuch = (config.keepFiles > 0 && left > config.keepFiles)
            || (config.keepBytes.value > 0 && bytes > config.keepBytes.value)
            || (longest > 0 && nowMs - oldest.closedMs > longest);
        if (!isTooMuch) {
            break;
        }
        if (isOurs(oldest, pattern)) {
            QFile::remove(oldest.name);
        }
        bytes -= oldest.size;
        ++gone;
    }
    state.closed.erase(state.closed.begin(),
                       state.closed.begin() + static_cast<std::ptrdiff_t>(gone));
}

} // namespace core::file
