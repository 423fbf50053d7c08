// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/letter_keeper.h"

#include "core/engine/dead_letter_source.h"
#include "core/support/text.h"

#include <QFileInfo>

#include <algorithm>

using namespace std::chrono_literals;

namespace core {
namespace {

/// Letters also leave by other programs' doing.
constexpr auto kReviewEvery = 2s;

QByteArray copied(Bytes bytes)
{
    const std::string_view text = textOf(bytes);
    return isNull(bytes) ? QByteArray()
                         : QByteArray("").append(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

Error lettersKept(std::int64_t count)
{
    return {.code = ErrorCode::Rejected,
            .id = kLettersKept,
            .message = text(WEIR_TEXT("Refused messages that wait as dead letters: %1")).arg(count),
            .fix = text(WEIR_TEXT("Look at them: send them again, save or delete them"))};
}

void tellLetters(ProblemList &problems, std::span<const DeadLetterTally> tallies)
{
    for (const Problem &problem : problems.all()) {
        if (problem.solved || problem.code != QLatin1String(kLettersKept)) {
            continue;
        }
        const auto tally = std::ranges::find(tallies, problem.flowId, &DeadLetterTally::flowId);
        const std::int64_t count = tally == tallies.end() ? 0 : tally->count;
        problems.tell(problem.flowId, problem.flow, lettersKept(count), problem.field, count);
    }
}

DeadLetter letterOf(const FlowDefinition &flow, const Batch &batch, const MessageView &message)
{
    const LaneInfo &lane = batch.laneOf(message);
    DeadLetter letter{.flowId = flow.id,
                      .flow = flow.name,
                      .source = flow.from.entry,
                      .lane = lane.positionKey(),
                      .topic = lane.topic,
                      .partition = lane.partition,
                      .position = message.position.value,
                      .isStable = message.position.stable,
                      .timestampMs = message.timestampMs,
                      .timeKind = message.timeKind,
                      .key = copied(message.key),
                      .payload = copied(message.payload)};
    for (const HeaderView &header : message.headers.all()) {
        letter.headers.emplace_back(
            QByteArray(header.name.data(), static_cast<qsizetype>(header.name.size())),
            copied(header.value));
    }
    return letter;
}

LetterKeeper::LetterKeeper(const FlowDefinition &flow, SharedResources &shared,
                           ProblemList &problems, bool isRetry)
    : m_flow(flow), m_shared(shared), m_problems(problems), m_isRetry(isRetry)
{ }

Result<void> LetterKeeper::open()
{
    if (m_store) {
        return {};
    }
    const QString file = m_flow.deadLetterFile();
    std::optional<Error> failed;
    m_store = m_shared.acquire<DeadLetterStore>(QStringLiteral("dead:") + file,
                                                [&]() -> std::shared_ptr<DeadLetterStore> {
                                                    auto opened = DeadLetterStore::open(file);
                                                    if (!opened) {
                                                        failed = opened.error();
                                                        return nullptr;
                                                    }
                                                    return *std::move(opened);
                                                });
    if (!m_store) {
        return failed.value_or(Error{.code = ErrorCode::Storage, .id = "dead_letter.open"});
    }
    return {};
}

Result<void> LetterKeeper::keep(std::vector<DeadLetter> letters)
{
    if (Result<void> opened = open(); !opened) {
        return opened;
    }
    if (m_isRetry) {
        for (DeadLetter &letter : letters) {
            restoreOrigin(letter, *m_store);
        }
    }
    Result<void> stored = m_store->add(letters, m_flow.delivery.deadLetterMax.value);
    m_hasNew |= stored.has_value();
    return stored;
}

void LetterKeeper::review(TimePoint now)
{
    const QString code = QString::fromLatin1(kLettersKept);
    const bool isTold = m_problems.isOpen(m_flow.id, code);
    if (!m_hasNew && (!isTold || now - m_reviewed < kReviewEvery)) {
        return;
    }
    if (!m_store && !QFileInfo::exists(m_flow.deadLetterFile())) {
        m_problems.solve(m_flow.id, code);
        return;
    }
    m_reviewed = now;
    if (!open()) {
        return;
    }
    if (const auto count = m_store->count(m_flow.id)) {
        m_hasNew = false;
        m_problems.tell(m_flow.id, m_flow.name, lettersKept(*count),
                        QStringLiteral("flows.") + m_flow.name, *count);
    }
}

} // namespace core
