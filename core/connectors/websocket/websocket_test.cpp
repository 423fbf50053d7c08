// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/websocket/websocket_test.h"

#include "core/connectors/network_probe.h"
#include "core/connectors/websocket/websocket_errors.h"
#include "core/connectors/websocket/websocket_link.h"
#include "core/support/text.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QTimer>
#include <QUrl>

#include <simdjson.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace core::websocket {
namespace {

constexpr auto kHandshakeLimit = 4s;
constexpr auto kMessageLimit = 3s;

/// Looks at a link through a local event loop.
class Trial final
{
public:
    explicit Trial(const ConnectPlan &plan)
        : m_link(plan, m_clock, [this](Bytes message) {
              first = first ? first
                            : std::optional(QByteArray(textOf(message).data(),
                                                       static_cast<qsizetype>(message.size())));
              m_loop.quit();
          })
    {
        const auto leave = [this] { m_loop.quit(); };
        QObject::connect(&m_link, &WebSocketLink::opened, &m_loop, leave);
        QObject::connect(&m_link, &WebSocketLink::ready, &m_loop, leave);
        QObject::connect(&m_link, &WebSocketLink::ended, &m_loop,
                         [this](const Error &error, int code) {
                             ending = error;
                             closeCode = code;
                             m_loop.quit();
                         });
        m_link.start();
    }

    /// Until `done` holds, the link ended, or time is up.
    void waitFor(const TestRun &run, std::chrono::milliseconds limit,
                 const std::function<bool()> &done)
    {
        timer.start();
        QTimer slices; // so that a cancelled test does not wait
        QObject::connect(&slices, &QTimer::timeout, &m_loop, &QEventLoop::quit);
        slices.start(50ms);
        while (!done() && !ending && !run.isCancelled() && took() < limit) {
            m_loop.exec();
        }
    }
    std::chrono::milliseconds took() const { return std::chrono::milliseconds(timer.elapsed()); }
    bool isOpen() const { return m_link.isOpen(); }
    bool isReady() const { return m_link.isReady(); }

    QElapsedTimer timer;
    std::optional<QByteArray> first;
    std::optional<Error> ending;
    int closeCode = 0;

private:
    QEventLoop m_loop;
    SystemClock m_clock;
    WebSocketLink m_link;
};

ProbeTarget targetOf(const WebSocketConfig &config, const QUrl &url)
{
    const bool isSecure = url.scheme() == "wss"_L1;
    ProbeTarget target{.host = url.host(),
                       .port = static_cast<quint16>(url.port(isSecure ? 443 : 80)),
                       .tls = config.tls,
                       .hostField = u"url"_s};
    target.tls.disable = !isSecure;
    return target;
}

bool testHandshake(Trial &trial, TestRun &run)
{
    trial.waitFor(run, kHandshakeLimit + 500ms, [&trial] { return trial.isOpen(); });
    if (!trial.isOpen()) {
        const Error error = trial.ending.value_or(
            Error{.code = ErrorCode::Timeout,
                  .id = "websocket.timeout",
                  .message = text(WEIR_TEXT("The server does not open the connection in time")),
                  .field = u"url"_s});
        run.failed(StageId::Authenticate, trial.took(), error);
        skipFrom(StageId::Authorise, run, text(WEIR_TEXT("An earlier step failed")));
        return false;
    }
    run.passed(StageId::Authenticate, trial.took(), text(WEIR_TEXT("A WebSocket is open")));
    return true;
}

/// Opening messages, replies and the server's first reaction: stages 5 and 6.
bool testOpening(Trial &trial, const ConnectPlan &plan, TestRun &run)
{
    trial.waitFor(run, 4500ms, [&trial] { return trial.isReady(); });
    const auto opening = trial.took();
    if (!trial.ending) {
        trial.waitFor(run, 1s, [&trial] { return trial.first.has_value(); });
    }
    const bool isReplyFault = trial.ending && !plan.reply.pattern().isEmpty()
        && QLatin1StringView(trial.ending->id) != "websocket.policy"_L1;
    if (trial.ending && !isReplyFault) {
        run.failed(StageId::Authorise, trial.took(), *trial.ending);
        skipFrom(StageId::Target, run, text(WEIR_TEXT("An earlier step failed")));
        return false;
    }
    run.passed(StageId::Authorise, opening, text(WEIR_TEXT("The server keeps the connection")));
    if (trial.ending) {
        run.failed(StageId::Target, trial.took(), *trial.ending);
        skipFrom(StageId::Message, run, text(WEIR_TEXT("An earlier step failed")));
        return false;
    }
    if (plan.reply.pattern().isEmpty()) {
        run.skipped(StageId::Target, text(WEIR_TEXT("No reply is waited for")));
    } else {
        run.passed(StageId::Target, opening, text(WEIR_TEXT("The server replied as expected")));
    }
    return true;
}

void testMessage(Trial &trial, Reading reading, TestRun &run)
{
    trial.waitFor(run, kMessageLimit, [&trial] { return trial.first.has_value(); });
    if (!trial.first) {
        run.passed(StageId::Message, trial.took(), text(WEIR_TEXT("Connected; no message yet")));
        return;
    }
    const QString shown = visibleText(QString::fromUtf8(trial.first->left(2048)), 512);
    simdjson::dom::parser parser;
    const auto length = static_cast<std::size_t>(trial.first->size());
    if (reading == Reading::Json && parser.parse(trial.first->constData(), length).error()) {
        run.failed(StageId::Message, trial.took(),
                   Error{.code = ErrorCode::Rejected,
                         .id = "websocket.not_json",
                         .message = text(WEIR_TEXT("The message is not JSON: %1")).arg(shown),
                         .field = u"data_type"_s,
                         .fix = text(WEIR_TEXT("Read it as text"))});
        return;
    }
    run.passed(StageId::Message, trial.took(), shown);
}

} // namespace

void testWebSocket(const ConfigBox &box, TestRun &run)
{
    const auto &config = box.as<WebSocketConfig>();
    const QUrl url = cleanUrl(config.url);
    if (!probeNetwork(targetOf(config, url), run)) {
        skipFrom(StageId::Authenticate, run, text(WEIR_TEXT("An earlier step failed")));
        return;
    }
    Result<ConnectPlan> plan = planOf(config, run.baseFolder());
    if (!plan) {
        run.failed(StageId::Authenticate, {}, plan.error());
        skipFrom(StageId::Authorise, run, text(WEIR_TEXT("An earlier step failed")));
        return;
    }
    plan->connectLimit = kHandshakeLimit;
    Trial trial(*plan);
    if (testHandshake(trial, run) && testOpening(trial, *plan, run)) {
        testMessage(trial, config.dataType, run);
    }
}

} // namespace core::websocket
