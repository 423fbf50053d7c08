// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/websocket/websocket_source.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>

namespace servers {

/// A source in the test's own event loop, and what it handed over.
class RunningSource final
{
public:
    explicit RunningSource(core::websocket::WebSocketConfig config) : source(std::move(config)) { }

    bool open()
    {
        return source.open({.flow = flow, .wakeup = wakeup, .clock = clock}).has_value();
    }

    void poll(std::size_t most = 1000)
    {
        const auto polled = source.poll(most, 100'000'000);
        if (!polled) {
            failure = polled.error();
        } else if (polled->batch) {
            for (const core::MessageView &message : polled->batch->messages()) {
                const auto text = core::textOf(message.payload);
                received.append(QByteArray(text.data(), static_cast<qsizetype>(text.size())));
                positions.append(message.position.value);
            }
        }
    }

    /// Polls and lets events run until `done` holds or 30 s are over.
    bool until(const std::function<bool()> &done)
    {
        QElapsedTimer timer;
        timer.start();
        while (!done()) {
            if (timer.elapsed() > 30'000) {
                return false;
            }
            QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
            poll();
        }
        return true;
    }
    bool untilReady()
    {
        return until([this] { return source.health().ready; });
    }
    bool untilTrouble(const char *id)
    {
        return until([this, id] {
            const auto trouble = source.health().trouble;
            return (trouble && qstrcmp(trouble->id, id) == 0)
                || (failure && qstrcmp(failure->id, id) == 0);
        });
    }

    core::SystemClock clock = {};
    core::Wakeup wakeup = {};
    core::FlowDefinition flow = {};
    core::websocket::WebSocketSource source;
    QList<QByteArray> received = {};
    QList<std::int64_t> positions = {};
    std::optional<core::Error> failure = {};
};

} // namespace servers
