// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/discard/discard_endpoint.h"

#include "core/connectors/registry.h"
#include "core/schema/binding.h"

namespace core::discard {
namespace {

std::size_t bytesOf(const Submission &submission)
{
    if (submission.only.empty()) {
        return submission.batch->bytes();
    }
    std::size_t bytes = 0;
    for (const std::uint32_t index : submission.only) {
        bytes += submission.batch->messages()[index].size();
    }
    return bytes;
}

void test(const ConfigBox &, TestRun &run)
{
    const QString noServer = text(WEIR_TEXT("There is no server: messages are dropped here"));
    for (const StageId stage : {StageId::Resolve, StageId::Connect, StageId::Tls,
                                StageId::Authenticate, StageId::Authorise, StageId::Target}) {
        run.skipped(stage, noServer);
    }
    run.passed(StageId::Message, {}, text(WEIR_TEXT("Every message is counted and dropped")));
}

} // namespace

const Schema &DiscardConfig::schema()
{
    static constexpr Schema kSchema = makeSchema<DiscardConfig>(std::span<const FieldSpec>());
    return kSchema;
}

Result<void> DiscardEndpoint::open(const EndpointContext &context)
{
    m_wakeup = &context.wakeup;
    m_clock = &context.clock;
    return {};
}

void DiscardEndpoint::submit(Submission submission)
{
    m_messages += submission.only.empty() ? submission.batch->size() : submission.only.size();
    m_bytes += bytesOf(submission);
    m_done.push_back(Completion{.token = submission.token, .outcomes = {}});
    if (m_done.size() == 1) {
        m_wakeup->notify();
    }
}

std::vector<Completion> DiscardEndpoint::collect()
{
    return std::exchange(m_done, {});
}

Health DiscardEndpoint::health() const
{
    Health health;
    health.ready = m_clock != nullptr;
    if (m_clock) {
        health.lastRoundTrip = m_clock->now();
    }
    return health;
}

void DiscardEndpoint::flush(std::chrono::milliseconds) { }

void DiscardEndpoint::close(std::chrono::milliseconds)
{
    m_done.clear();
    m_clock = nullptr;
}

void registerTypes(Registry &registry)
{
    registry.add(EndpointType{
        .type = "discard",
        .label = WEIR_TEXT("Discard"),
        .sentence = WEIR_TEXT("Counts the messages and drops them: to try a source out."),
        .schema = DiscardConfig::schema(),
        .guarantee = Guarantee::AtLeastOnce,
        .needsRows = false,
        .make = [](const ConfigBox &) -> std::unique_ptr<Endpoint> {
            return std::make_unique<DiscardEndpoint>();
        },
        .test = &test,
    });
}

} // namespace core::discard
