// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_fencing.h"

#include "core/connectors/kafka/kafka_errors.h"
#include "core/connectors/kafka/kafka_source.h"
#include "core/support/text.h"

#include <algorithm>
#include <array>
#include <cstdlib>

using namespace Qt::StringLiterals;

namespace core::kafka {
namespace {

constexpr auto kPassing = "kafka.instance.echo";

std::chrono::milliseconds pollInterval(rd_kafka_t *client)
{
    std::array<char, 32> value{};
    std::size_t size = value.size();
    rd_kafka_conf_get(rd_kafka_conf(client), "max.poll.interval.ms", value.data(), &size);
    return std::chrono::milliseconds(std::atoll(value.data()));
}

} // namespace

std::optional<Error> passingFence(const Fenced &fenced)
{
    constexpr int kTries = 3;
    const auto isRecent = [&](TimePoint at) { return fenced.now - at <= fenced.echoes; };
    const bool hadTrouble = (fenced.lastTrouble && isRecent(*fenced.lastTrouble))
        || std::ranges::any_of(fenced.earlier, isRecent, &SourceEnding::at);
    const auto tries = std::ranges::count_if(fenced.earlier, [&](const SourceEnding &ending) {
        return isRecent(ending.at) && QLatin1String(ending.id) == QLatin1String(kPassing);
    });
    if (!hadTrouble || tries >= kTries) {
        return std::nullopt;
    }
    return Error{.code = ErrorCode::Connect,
                 .id = kPassing,
                 .message =
                     text(WEIR_TEXT("After trouble with its broker this flow was taken for a "
                                    "second Weir: it joins its group again")),
                 .field = QStringLiteral("instance_id")};
}

Error KafkaSource::fatalError() const
{
    std::array<char, 512> why{};
    const auto code = rd_kafka_fatal_error(m_consumer->raw(), why.data(), why.size());
    Error fatal = errorOf(code, why.data());
    if (fatal.isRetryable()) {
        fatal.code = ErrorCode::Internal;
    }
    if (code != RD_KAFKA_RESP_ERR_FENCED_INSTANCE_ID) {
        return fatal;
    }
    return passingFence(
               {.now = m_context->clock.now(),
                .lastTrouble = m_liveness.lastTrouble(),
                .earlier = m_context->endings,
                .echoes = m_config.sessionTimeout.milliseconds() + pollInterval(m_consumer->raw())})
        .value_or(std::move(fatal));
}

Error KafkaSource::failureOf(rd_kafka_resp_err_t code) const
{
    return code == RD_KAFKA_RESP_ERR__FATAL ? fatalError() : errorOf(code, "");
}

} // namespace core::kafka
