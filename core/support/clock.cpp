// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/clock.h"

#include <QDateTime>
#include <QTimer>

namespace core {

TimePoint SystemClock::now() const
{
    return std::chrono::steady_clock::now();
}

std::int64_t SystemClock::wallMs() const
{
    return QDateTime::currentMSecsSinceEpoch();
}

void SystemClock::callAfter(std::chrono::milliseconds delay, QObject *context,
                            std::function<void()> call)
{
    QTimer::singleShot(delay, context, std::move(call));
}

} // namespace core
