// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/key_ring/key_ring.h"
#include "app/weir/display_watch.h"
#include "app/weir/pictures.h"
#include "app/weir/timings.h"
#include "core/support/clock.h"
#include "core/support/log_file.h"
#include "core/support/logging.h"
#include "core/support/process_guard.h"
#include "ui/appearance/scheme_watch.h"
#include "ui/common/theme.h"
#include "ui/main_window/main_window.h"
#include "ui/single_instance/single_instance.h"

#include <QApplication>
#include <QDir>
#include <QStandardPaths>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace {

/// As asked for this one start, or as the person chose, or else as the desktop is.
void applyScheme(const QString &asked, const ui::Memory &memory, const ui::SchemeWatch &watch)
{
    const QString name = asked.isEmpty() ? memory.value(u"scheme"_s).toString() : asked;
    ui::applyTheme(*qApp,
                   name.isEmpty()          ? watch.scheme()
                       : name == "dark"_L1 ? ui::Scheme::Dark
                                           : ui::Scheme::Light);
}

QString dataFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
}

/// Beside this program, where it is installed or built, or else on the path; empty = there is none.
QString weirctlProgram()
{
    const QString own = QCoreApplication::applicationDirPath();
    const QString near =
        QStandardPaths::findExecutable(u"weirctl"_s, {own, QString(own + u"/../weirctl"_s)});
    return near.isEmpty() ? QStandardPaths::findExecutable(u"weirctl"_s) : near;
}

void openDemo(ui::Session &session, ui::MainWindow &window)
{
    const QString folder = dataFolder() + u"/demo"_s;
    QDir().mkpath(folder);
    window.showPage(u"flows"_s);
    session.adopt(core::demoWorkspace(session.registry(), QString(folder + u"/demo.weir.yaml"_s)));
    session.startEnabledFlows();
}

ui::StartWish wishOf(const app::StartOptions &options)
{
    return {.file = options.file,
            .isDemo = options.isDemo,
            .isToStart = options.isToStart,
            .activation = qgetenv("XDG_ACTIVATION_TOKEN")};
}

void openWorkspace(ui::Session &session, ui::MainWindow &window, const ui::StartWish &wish)
{
    if (wish.isDemo) {
        openDemo(session, window);
        return;
    }
    if (wish.isToStart) {
        QObject::connect(&session, &ui::Session::loaded, &session, &ui::Session::startEnabledFlows);
    }
    if (wish.file.isEmpty()) {
        window.showPage(u"home"_s);
    } else {
        window.showRememberedPage();
        session.load(wish.file);
    }
}

/// Another start of the program wishes something of this one.
void obey(ui::Session &session, ui::MainWindow &window, const ui::StartWish &wish)
{
    qputenv("XDG_ACTIVATION_TOKEN", wish.activation); // the desktop's leave to come to the front
    window.setWindowState(window.windowState() & ~Qt::WindowMinimized);
    window.show();
    window.raise();
    window.activateWindow();
    if (wish.isDemo) {
        window.openInstead([&session, &window] { openDemo(session, window); });
    } else if (!wish.file.isEmpty() && wish.file != session.workspace().file) {
        if (wish.isToStart) {
            QObject::connect(&session, &ui::Session::loaded, &session,
                             &ui::Session::startEnabledFlows, Qt::SingleShotConnection);
        }
        window.openFile(wish.file);
    }
}

/// Pictures and measurements are made in windows of their own.
bool isOnItsOwn(const app::StartOptions &options)
{
    return options.isNewInstance || !options.pictures.isEmpty() || !options.timings.isEmpty();
}

std::unique_ptr<QApplication> makeApplication(int &argc, char **argv)
{
    const app::DisplayWatch watch;
    auto application = std::make_unique<QApplication>(argc, argv);
    QApplication::setApplicationName(u"weir"_s);
    QApplication::setApplicationVersion(u"" WEIR_VERSION ""_s);
    return application;
}

/// What lives as long as the window: the log, the engine, the session.
int runWindow(const app::StartOptions &options, const core::Registry &registry,
              ui::SingleInstance &instance, app::Timings &timings)
{
    const QString logFile = core::stateFolder() + u"/weir.log"_s;
    core::LogBook log;
    log.writeTo(std::make_unique<core::LogFile>(logFile));
    log.listen();
    qCInfo(core::logWindow, "Weir %s started", WEIR_VERSION);
    ui::Memory memory(core::stateFolder() + u"/window.json"_s);
    ui::SchemeWatch watch;
    applyScheme(options.scheme, memory, watch);
    QObject::connect(&watch, &ui::SchemeWatch::wished, qApp,
                     [&] { applyScheme(options.scheme, memory, watch); });

    core::SystemClock clock;
    core::Engine engine(registry, clock);
    app::KeyRing keyRing;
    core::SecretResolver secrets(&keyRing);
    ui::Session session(registry, engine, secrets);
    session.setKeepFolder(dataFolder());
    ui::SessionHost host(session, &keyRing);
    ui::MainWindow window(session, host,
                          {.memory = memory,
                           .log = log,
                           .logFile = logFile,
                           .weirctl = weirctlProgram(),
                           .weirctlLog = core::stateFolder() + u"/weirctl.log"_s});
    QObject::connect(&window, &ui::MainWindow::desktopColoursWanted, qApp,
                     [&] { ui::applyTheme(*qApp, watch.scheme()); });
    timings.watch(window);
    openWorkspace(session, window, wishOf(options));
    QObject::connect(&instance, &ui::SingleInstance::asked, &window,
                     [&](const ui::StartWish &wish) { obey(session, window, wish); });
    if (options.size) {
        window.resize(*options.size);
    }
    window.show();
    timings.noteShown();
    watch.begin();
    scheduleEnd(window, options);
    const int code = QApplication::exec();
    return timings.write(options.timings, window.beatCosts()) ? code : 1;
}

} // namespace

int main(int argc, char **argv)
{
    app::Timings timings;
    if (app::answersWithoutWindow(argc, argv)) {
        return 0;
    }
    core::guardProcessMemory();
    const auto application = makeApplication(argc, argv);
    core::Registry registry;
    core::registerAllConnectors(registry);
    const auto [options, problem] = app::parseOptions(QApplication::arguments(), registry);
    if (!problem.isEmpty()) {
        std::fprintf(stderr, "weir: %s\n", qPrintable(problem));
        return 2;
    }
    ui::SingleInstance instance(core::stateFolder());
    if (!isOnItsOwn(options) && instance.handOver(wishOf(options))) {
        return 0;
    }
    return runWindow(options, registry, instance, timings);
}
