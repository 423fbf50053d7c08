// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/weir/timings.h"

#include "core/support/text.h"
#include "ui/main_window/main_window.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace app {
namespace {

QJsonValue valueOf(double moment)
{
    return moment < 0 ? QJsonValue() : QJsonValue(moment);
}

} // namespace

void Timings::watch(const ui::MainWindow &window)
{
    QObject::connect(&window, &ui::MainWindow::painted, &window, [this] { note(m_painted); });
    QObject::connect(&window, &ui::MainWindow::firstRow, &window, [this] { note(m_firstRow); });
}

void Timings::note(double &moment)
{
    moment = moment < 0 ? static_cast<double>(m_sinceStart.elapsed()) : moment;
}

bool Timings::write(const QString &file, std::vector<double> beatCosts) const
{
    if (file.isEmpty()) {
        return true;
    }
    std::ranges::sort(beatCosts);
    const auto share = [&](std::size_t percent) {
        return beatCosts.empty() ? QJsonValue()
                                 : QJsonValue(beatCosts[(beatCosts.size() - 1) * percent / 100]);
    };
    const QJsonObject timings{{u"start_ms"_s, valueOf(m_shown)},
                              {u"first_paint_ms"_s, valueOf(m_painted)},
                              {u"first_row_ms"_s, valueOf(m_firstRow)},
                              {u"tick_p50_ms"_s, share(50)},
                              {u"tick_p95_ms"_s, share(95)}};
    QFile out(file);
    if (out.open(QIODevice::WriteOnly) && out.write(QJsonDocument(timings).toJson()) > 0) {
        return true;
    }
    std::fprintf(stderr, "weir: cannot write %s\n", qPrintable(core::visibleText(file, 300)));
    return false;
}

} // namespace app
