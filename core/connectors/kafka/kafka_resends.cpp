// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_resends.h"

#include "core/connectors/kafka/kafka_client.h"
#include "core/connectors/kafka/kafka_errors.h"

#include <charconv>
#include <span>
#include <unordered_map>

namespace core::kafka {
namespace {

/// Below the ten seconds in which trouble must show; a new leader is found sooner.
constexpr auto kLasting = std::chrono::seconds(3);

/// "Broker: Not enough in-sync replicas" -> its code.
rd_kafka_resp_err_t codeOf(std::string_view words)
{
    static const auto codes = [] {
        const rd_kafka_err_desc *descriptions = nullptr;
        std::size_t count = 0;
        rd_kafka_get_err_descs(&descriptions, &count);
        std::unordered_map<std::string_view, rd_kafka_resp_err_t> all;
        for (const rd_kafka_err_desc &each : std::span(descriptions, count)) {
            if (each.desc) {
                all.emplace(each.desc, each.code);
            }
        }
        return all;
    }();
    const auto found = codes.find(words);
    return found == codes.end() ? RD_KAFKA_RESP_ERR_NO_ERROR : found->second;
}

} // namespace

/// "topic [3]: MessageSet with 5 message(s) (MsgId 0, BaseSeq -1) encountered error: Broker: Not
/// enough in-sync replicas (actions Retry,MsgNotPersisted)".
std::optional<Resend> resendIn(std::string_view line)
{
    constexpr std::string_view kSet = "]: MessageSet with ";
    constexpr std::string_view kError = " encountered error: ";
    const std::size_t set = line.find(kSet);
    const std::size_t open = line.rfind('[', set);
    const std::size_t error = line.find(kError, set);
    const std::size_t actions = line.find(" (actions ", error);
    if (set == line.npos || open == line.npos || error == line.npos || actions == line.npos) {
        return std::nullopt;
    }
    Resend resend;
    const auto number =
        std::from_chars(line.data() + open + 1, line.data() + set, resend.partition);
    const std::size_t words = error + kError.size();
    resend.code = codeOf(line.substr(words, actions - words));
    const bool isWhole = number.ec == std::errc() && number.ptr == line.data() + set;
    return isWhole && resend.code != RD_KAFKA_RESP_ERR_NO_ERROR ? std::optional(resend)
                                                                : std::nullopt;
}

void Resends::listen(rd_kafka_conf_t *conf)
{
    rd_kafka_conf_set_opaque(conf, this);
    rd_kafka_conf_set_log_cb(conf, &Resends::hear);
    rd_kafka_conf_set(conf, "debug", "msg", nullptr, 0); // two lines a batch
}

void Resends::hear(const rd_kafka_t *client, int level, const char *facility, const char *line)
{
    constexpr int kDebug = 7;
    if (level != kDebug) {
        logLibrary(client, level, facility, line);
        return;
    }
    constexpr std::size_t kMost = 1000;
    if (!client || std::string_view(facility) != "MSGSET") {
        return;
    }
    const std::optional<Resend> resend = resendIn(line);
    auto *self = static_cast<Resends *>(rd_kafka_opaque(client));
    if (resend && self) {
        const std::scoped_lock lock(self->m_mutex);
        if (self->m_said.size() < kMost) {
            self->m_said.push_back(*resend);
        }
    }
}

void Resends::update(TimePoint now)
{
    std::vector<Resend> said;
    {
        const std::scoped_lock lock(m_mutex);
        said.swap(m_said);
    }
    for (const Resend &each : said) {
        if (isTransport(each.code)) {
            m_held.erase(each.partition); // shown by whoever watches the connection
        } else {
            m_held.try_emplace(each.partition, Held{.code = each.code, .since = now})
                .first->second.code = each.code;
        }
    }
}

std::optional<Error> Resends::cause(TimePoint now) const
{
    for (const auto &[partition, held] : m_held) {
        if (now - held.since >= kLasting) {
            return recordError(held.code);
        }
    }
    return std::nullopt;
}

} // namespace core::kafka
