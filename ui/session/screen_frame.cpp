// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/screen_frame.h"

#include <QLocale>

#include <cmath>

namespace ui {

const core::FlowSnapshot *ScreenFrame::flow(const QString &id) const
{
    const auto isIt = [&](const core::FlowSnapshot &flow) { return flow.id == id; };
    const auto found = std::find_if(flows.begin(), flows.end(), isIt);
    return found == flows.end() ? nullptr : &*found;
}

QString figure(double value)
{
    return QLocale().toString(std::llround(value));
}

QString figure(std::uint64_t value)
{
    return QLocale().toString(static_cast<qulonglong>(value));
}

QString byteFigure(double bytes)
{
    return QLocale().formattedDataSize(std::llround(bytes), bytes < 10240 ? 0 : 1);
}

} // namespace ui
