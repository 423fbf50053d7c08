// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/weir/pictures.h"

#include "core/support/text.h"
#include "ui/main_window/main_window.h"

#include <QCoreApplication>

#include <cstdio>

using namespace std::chrono_literals;

namespace app {
namespace {

constexpr auto kSettle = 3000ms; ///< until the first picture, so that curves have points
constexpr auto kBetween = 1000ms; ///< from a page to its picture

/// False, and the program ends, where it cannot be written.
bool save(ui::MainWindow &window, const QString &file)
{
    // A figure that came in this very moment may have changed its width.
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    if (window.grab().save(file)) {
        return true;
    }
    std::fprintf(stderr, "weir: cannot write %s\n", qPrintable(core::visibleText(file, 300)));
    QCoreApplication::exit(1);
    return false;
}

/// One after the other, for timers of their own would not keep their order; then the program ends.
void takePictures(ui::MainWindow &window, const QList<Picture> &wanted)
{
    if (wanted.isEmpty()) {
        QCoreApplication::exit();
        return;
    }
    window.showPage(wanted.front().page);
    QTimer::singleShot(kBetween, &window, [&window, wanted] {
        if (save(window, wanted.front().file)) {
            takePictures(window, wanted.mid(1));
        }
    });
}

} // namespace

void scheduleEnd(ui::MainWindow &window, const StartOptions &options)
{
    if (!options.pictures.isEmpty()) {
        const auto took = options.pictures.size() * kBetween;
        const auto wait =
            std::max<std::chrono::milliseconds>(kSettle, options.exitAfter.value_or(0ms) - took);
        QTimer::singleShot(wait, &window, [&window, pictures = options.pictures] {
            takePictures(window, pictures);
        });
    } else if (options.exitAfter) {
        QTimer::singleShot(*options.exitAfter, &window,
                           [] { QCoreApplication::exit(); }); // asks nothing
    }
}

} // namespace app
