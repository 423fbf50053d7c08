// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/weir/display_watch.h"

#include "core/support/text.h"

#include <QDebug>
#include <QString>

#include <unistd.h>

#include <cstdio>
#include <vector>

using namespace Qt::StringLiterals;

namespace app {
namespace {

struct Told
{
    QtMsgType type;
    QString text;
};

/// What Qt said meanwhile. A message handler is a plain function, so there is one of these.
std::vector<Told> told;
QtMessageHandler before = nullptr;

constexpr int kUsage = 2; ///< as weirctl's exit code for what cannot be begun

[[noreturn]] void endWithoutDisplay()
{
    // The first complaint is the cause; Qt's last words list plugins.
    const QString why =
        told.empty() ? QString() : core::visibleText(told.front().text, 160).trimmed();
    std::fprintf(stderr,
                 "weir: no window can be opened%s%s. Start it in a desktop session (DISPLAY or "
                 "WAYLAND_DISPLAY is set), run the flows by weirctl run FILE, or paint to nowhere "
                 "with QT_QPA_PLATFORM=offscreen.\n",
                 why.isEmpty() ? "" : ": ", qPrintable(why));
    std::fflush(stderr);
    ::_exit(kUsage); // nothing was begun, and Qt's half-made application must not be taken apart
}

void listen(QtMsgType type, const QMessageLogContext &, const QString &text)
{
    if (type == QtFatalMsg) {
        endWithoutDisplay();
    }
    told.push_back({type, text});
}

} // namespace

DisplayWatch::DisplayWatch()
{
    before = qInstallMessageHandler(listen);
}

DisplayWatch::~DisplayWatch()
{
    qInstallMessageHandler(before);
    for (const Told &one : std::exchange(told, {})) {
        if (one.type == QtWarningMsg || one.type == QtCriticalMsg) {
            qWarning().noquote() << one.text;
        }
    }
}

} // namespace app
