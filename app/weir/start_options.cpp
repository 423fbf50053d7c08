// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/weir/start_options.h"

#include "core/support/text.h"
#include "core/support/units.h"
#include "ui/main_window/page_names.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>
#include <cstdio>
#include <vector>

using namespace Qt::StringLiterals;

namespace app {
namespace {

constexpr QSize kLeast{900, 600}; ///< below it pages are cut
constexpr QSize kMost{7680, 4320};
constexpr std::chrono::hours kLongest{24 * 24}; ///< a timer counts milliseconds in 31 bits
constexpr int kMostShown = 60; ///< characters of a wrong value

void addOptions(QCommandLineParser &parser)
{
    parser.setApplicationDescription(
        u"Runs flows of messages from sources to endpoints, in a window. weirctl does it without."_s);
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(u"FILE"_s, u"Workspace to open, a file NAME.weir.yaml."_s,
                                 u"[FILE]"_s);
    parser.addOptions(
        {{u"demo"_s, u"Open and start the built-in sample."_s},
         {u"start"_s, u"Start every enabled flow."_s},
         {u"theme"_s, u"light or dark."_s, u"NAME"_s},
         {u"size"_s, u"Size of the window."_s, u"WIDTHxHEIGHT"_s},
         {u"screenshot"_s, u"Save a picture of a page, then quit."_s, u"PAGE=FILE.png"_s},
         {u"timings"_s, u"Write what the screen cost."_s, u"FILE.json"_s},
         {u"new-instance"_s, u"Open a window of its own, even where one is open."_s},
         {u"exit-after"_s, u"Quit after this time, such as 10s."_s, u"TIME"_s}});
}

QString wrong(const char *option, const QString &value, const QString &allowed)
{
    return u"%1 %2: %3"_s.arg(QLatin1String(option), core::visibleText(value, kMostShown), allowed);
}

QString readScheme(const QCommandLineParser &parser, StartOptions &options)
{
    const bool isOption = parser.isSet(u"theme"_s);
    options.scheme = isOption ? parser.value(u"theme"_s) : qEnvironmentVariable("WEIR_THEME");
    if (options.scheme == "light"_L1 || options.scheme == "dark"_L1
        || (options.scheme.isEmpty() && !isOption)) {
        return {};
    }
    return wrong(isOption ? "--theme" : "WEIR_THEME", options.scheme, u"give light or dark"_s);
}

QString readSize(const QCommandLineParser &parser, StartOptions &options)
{
    if (!parser.isSet(u"size"_s)) {
        return {};
    }
    static const QRegularExpression kForm(u"^(\\d{1,5})x(\\d{1,5})$"_s);
    const QRegularExpressionMatch sides = kForm.match(parser.value(u"size"_s));
    const QSize size(sides.captured(1).toInt(), sides.captured(2).toInt());
    if (size.boundedTo(kMost) != size || size.expandedTo(kLeast) != size) {
        return wrong("--size", parser.value(u"size"_s),
                     u"give WIDTHxHEIGHT in pixels, from %1x%2 to %3x%4"_s.arg(kLeast.width())
                         .arg(kLeast.height())
                         .arg(kMost.width())
                         .arg(kMost.height()));
    }
    options.size = size;
    return {};
}

QString readExitAfter(const QCommandLineParser &parser, StartOptions &options)
{
    if (!parser.isSet(u"exit-after"_s)) {
        return {};
    }
    const QString text = parser.value(u"exit-after"_s);
    bool areSeconds = false;
    text.toUInt(&areSeconds);
    const auto time = core::parseDuration(areSeconds ? QString(text + u's') : text);
    if (!time || time->value > kLongest) {
        return wrong("--exit-after", text, u"give a time of at most 576h, such as 10s or 2m"_s);
    }
    options.exitAfter = time->milliseconds();
    return {};
}

QString readPictures(const QCommandLineParser &parser, const core::Registry &registry,
                     StartOptions &options)
{
    const QStringList wanted = parser.values(u"screenshot"_s);
    for (const QString &item : wanted) {
        const Picture picture{.page = item.section(u'=', 0, 0), .file = item.section(u'=', 1)};
        if (!picture.file.endsWith(".png"_L1, Qt::CaseInsensitive)) {
            return wrong("--screenshot", item, u"give PAGE=FILE.png"_s);
        }
        if (!ui::isPageName(picture.page, registry)) {
            return wrong("--screenshot", item,
                         u"there is no such page; give one of "_s + ui::pageNames(registry));
        }
        options.pictures.append(picture);
    }
    return {};
}

QString readFile(const QCommandLineParser &parser, StartOptions &options)
{
    const QStringList files = parser.positionalArguments();
    if (files.size() > 1 || (parser.isSet(u"demo"_s) && !files.isEmpty())) {
        return u"give either one FILE or --demo"_s;
    }
    if (!files.isEmpty()) {
        options.file = QFileInfo(files.front()).absoluteFilePath();
    }
    return {};
}

} // namespace

ParsedOptions parseOptions(const QStringList &words, const core::Registry &registry)
{
    QCommandLineParser parser;
    parser.setSingleDashWordOptionMode(QCommandLineParser::ParseAsLongOptions);
    addOptions(parser);
    if (!parser.parse(words)) {
        return {.problem = core::visibleText(parser.errorText(), 200)};
    }
    ParsedOptions parsed{.options = {.isDemo = parser.isSet(u"demo"_s),
                                     .isToStart = parser.isSet(u"start"_s),
                                     .isNewInstance = parser.isSet(u"new-instance"_s),
                                     .timings = parser.value(u"timings"_s)}};
    for (const QString &problem :
         {readFile(parser, parsed.options), readScheme(parser, parsed.options),
          readSize(parser, parsed.options), readExitAfter(parser, parsed.options),
          readPictures(parser, registry, parsed.options)}) {
        if (!problem.isEmpty()) {
            parsed.problem = problem;
            break;
        }
    }
    return parsed;
}

bool answersWithoutWindow(int argc, char **argv)
{
    const std::vector<QByteArrayView> words(argv + 1, argv + argc);
    const auto isAsked = [&](auto... names) {
        return std::ranges::any_of(words,
                                   [&](QByteArrayView word) { return (... || (word == names)); });
    };
    if (isAsked("-h", "--help", "--help-all")) {
        const QCoreApplication application(argc, argv); // by which the help names the program
        QCommandLineParser parser;
        addOptions(parser);
        std::fputs(qPrintable(parser.helpText()), stdout);
        return true;
    }
    if (isAsked("-v", "--version")) {
        std::fputs("weir " WEIR_VERSION "\n", stdout);
        return true;
    }
    return false;
}

} // namespace app
