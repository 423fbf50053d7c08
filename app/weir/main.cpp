// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/key_ring/key_ring.h"
#include "core/support/clock.h"
#include "core/support/log_file.h"
#include "core/support/logging.h"
#include "ui/appearance/scheme_watch.h"
#include "ui/common/theme.h"
#include "ui/main_window/main_window.h"
#include "ui/single_instance/single_instance.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace {

constexpr int kSettle = 3000; ///< ms until the first picture, so that curves have points
constexpr int kBetween = 1000; ///< ms from a page to its picture
constexpr int kPicture = kBetween + 100; ///< ms from one picture to the next

void addOptions(QCommandLineParser &parser)
{
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(u"FILE"_s, u"Workspace to open."_s);
    parser.addOptions(
        {{u"demo"_s, u"Open and start the built-in sample."_s},
         {u"start"_s, u"Start every enabled flow."_s},
         {u"theme"_s, u"light or dark."_s, u"NAME"_s},
         {u"size"_s, u"Size of the window."_s, u"WIDTHxHEIGHT"_s},
         {u"screenshot"_s, u"Save a picture of a page, then quit."_s, u"PAGE=FILE.png"_s},
         {u"timings"_s, u"Write what the screen cost."_s, u"FILE.json"_s},
         {u"new-instance"_s, u"Open a window of its own, even where one is open."_s},
         {u"exit-after"_s, u"Quit after so many seconds."_s, u"SECONDS"_s}});
}

/// Light or dark for this one start; empty = as the person chose, or else as the desktop is.
QString askedScheme(const QCommandLineParser &parser)
{
    return parser.isSet(u"theme"_s) ? parser.value(u"theme"_s) : qEnvironmentVariable("WEIR_THEME");
}

void applyScheme(QApplication &application, const QString &asked, const ui::Memory &memory,
                 const ui::SchemeWatch &watch)
{
    const QString name = asked.isEmpty() ? memory.value(u"scheme"_s).toString() : asked;
    ui::applyTheme(application,
                   name.isEmpty()          ? watch.scheme()
                       : name == "dark"_L1 ? ui::Scheme::Dark
                                           : ui::Scheme::Light);
}

/// The first one after `at` milliseconds; then the program ends.
void takePictures(ui::MainWindow &window, const QStringList &wanted, int at)
{
    for (const QString &item : wanted) {
        const QString page = item.section(u'=', 0, 0);
        const QString file = item.section(u'=', 1);
        QTimer::singleShot(at, &window, [&window, page] {
            if (!window.showPage(page)) {
                std::fprintf(stderr, "weir: there is no page %s\n", qPrintable(page));
                QCoreApplication::exit(2);
            }
        });
        QTimer::singleShot(at + kBetween, &window, [&window, file] {
            if (!window.grab().save(file)) {
                std::fprintf(stderr, "weir: cannot write %s\n", qPrintable(file));
                QCoreApplication::exit(1);
            }
        });
        at += kPicture;
    }
    QTimer::singleShot(at + 100, &window, [] { QCoreApplication::exit(); });
}

/// With a picture and a time, the pictures are taken as that time ends: of what went on until then.
void scheduleEnd(ui::MainWindow &window, const QCommandLineParser &parser)
{
    const int after = parser.value(u"exit-after"_s).remove(u's').toInt() * 1000;
    const QStringList pictures = parser.values(u"screenshot"_s);
    if (!pictures.isEmpty()) {
        const int took = static_cast<int>(pictures.size()) * kPicture;
        takePictures(window, pictures, std::max(kSettle, after - took));
    } else if (parser.isSet(u"exit-after"_s)) {
        QTimer::singleShot(after, &window, [] { QCoreApplication::exit(); }); // asks nothing
    }
}

/// Milliseconds since the program began; negative = it has not been yet.
struct Moments
{
    double shown = -1;
    double painted = -1;
    double firstRow = -1;
};

QJsonValue valueOf(double moment)
{
    return moment < 0 ? QJsonValue() : QJsonValue(moment);
}

bool writeTimings(const QString &name, const Moments &moments, std::vector<double> costs)
{
    std::sort(costs.begin(), costs.end());
    const auto share = [&](std::size_t percent) {
        return costs.empty() ? QJsonValue() : QJsonValue(costs[(costs.size() - 1) * percent / 100]);
    };
    const QJsonObject timings{{u"start_ms"_s, valueOf(moments.shown)},
                              {u"first_paint_ms"_s, valueOf(moments.painted)},
                              {u"first_row_ms"_s, valueOf(moments.firstRow)},
                              {u"tick_p50_ms"_s, share(50)},
                              {u"tick_p95_ms"_s, share(95)}};
    QFile file(name);
    return file.open(QIODevice::WriteOnly) && file.write(QJsonDocument(timings).toJson()) > 0;
}

QString dataFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
}

void openDemo(ui::Session &session, ui::MainWindow &window)
{
    const QString folder = dataFolder() + u"/demo"_s;
    QDir().mkpath(folder);
    window.showPage(u"flows"_s);
    session.adopt(core::demoWorkspace(session.registry(), QString(folder + u"/demo.weir.yaml"_s)));
    session.startEnabledFlows();
}

ui::StartWish wishOf(const QCommandLineParser &parser)
{
    const QString file = parser.positionalArguments().value(0);
    return {.file = file.isEmpty() ? QString() : QFileInfo(file).absoluteFilePath(),
            .isDemo = parser.isSet(u"demo"_s),
            .isToStart = parser.isSet(u"start"_s),
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
bool isOnItsOwn(const QCommandLineParser &parser)
{
    return parser.isSet(u"new-instance"_s) || parser.isSet(u"screenshot"_s)
        || parser.isSet(u"timings"_s);
}

} // namespace

int main(int argc, char **argv)
{
    QElapsedTimer sinceStart;
    sinceStart.start();
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"weir"_s);
    QApplication::setApplicationVersion(u"" WEIR_VERSION ""_s);
    QCommandLineParser parser;
    addOptions(parser);
    parser.process(application);
    ui::SingleInstance instance(core::stateFolder());
    if (!isOnItsOwn(parser) && instance.handOver(wishOf(parser))) {
        return 0;
    }
    const QString logFile = core::stateFolder() + u"/weir.log"_s;
    core::LogBook log;
    log.writeTo(std::make_unique<core::LogFile>(logFile));
    log.listen();
    qCInfo(core::logWindow, "Weir %s started", WEIR_VERSION);
    ui::Memory memory(core::stateFolder() + u"/window.json"_s);
    ui::SchemeWatch watch;
    const QString asked = askedScheme(parser);
    applyScheme(application, asked, memory, watch);
    QObject::connect(&watch, &ui::SchemeWatch::wished, &application,
                     [&] { applyScheme(application, asked, memory, watch); });

    core::Registry registry;
    core::registerAllConnectors(registry);
    core::SystemClock clock;
    core::Engine engine(registry, clock);
    app::KeyRing keyRing;
    core::SecretResolver secrets(&keyRing);
    ui::Session session(registry, engine, secrets);
    ui::SessionHost host(session, &keyRing);
    ui::MainWindow window(
        session, host,
        {.memory = memory, .log = log, .keepFolder = dataFolder(), .logFile = logFile});
    QObject::connect(&window, &ui::MainWindow::desktopColoursWanted, &application,
                     [&] { ui::applyTheme(application, watch.scheme()); });
    Moments moments;
    const auto note = [&sinceStart](double &moment) {
        moment = moment < 0 ? static_cast<double>(sinceStart.elapsed()) : moment;
    };
    QObject::connect(&window, &ui::MainWindow::painted, [&] { note(moments.painted); });
    QObject::connect(&window, &ui::MainWindow::firstRow, [&] { note(moments.firstRow); });
    openWorkspace(session, window, wishOf(parser));
    QObject::connect(&instance, &ui::SingleInstance::asked, &window,
                     [&](const ui::StartWish &wish) { obey(session, window, wish); });
    if (const QStringList sides = parser.value(u"size"_s).split(u'x'); sides.size() == 2) {
        window.resize(sides[0].toInt(), sides[1].toInt());
    }
    window.show();
    note(moments.shown);
    watch.begin();
    scheduleEnd(window, parser);
    const int code = QApplication::exec();
    if (parser.isSet(u"timings"_s)
        && !writeTimings(parser.value(u"timings"_s), moments, window.beatCosts())) {
        return 1;
    }
    return code;
}
