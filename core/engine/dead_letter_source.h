// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/connector.h"
#include "core/engine/dead_letters.h"

#include <deque>

namespace core {

/// Reads chosen dead letters as a source, so that sending them again is a flow like any other; what
/// is acknowledged leaves the store. One thread.
class DeadLetterSource final : public Source
{
public:
    DeadLetterSource(QString file, std::vector<std::int64_t> ids);

    Result<void> open(const SourceContext &context) override;
    Result<Polled> poll(std::size_t maxMessages, std::size_t maxBytes) override;
    void acknowledge(const LaneInfo &lane, Position position) override;
    Health health() const override;
    void close(std::chrono::milliseconds deadline) override;

private:
    LanePtr originOf(const DeadLetter &letter);

    QString m_file;
    std::deque<std::int64_t> m_left; ///< not handed out yet, ascending
    std::deque<std::int64_t> m_out; ///< handed out and not acknowledged
    std::shared_ptr<DeadLetterStore> m_store;
    Clock *m_clock = nullptr;
    LanePtr m_lane; ///< by which letters are acknowledged; endpoints tell where they came from
    QHash<QString, LanePtr> m_origins;
    bool m_isAnnounced = false;
};

/// For a letter that was refused again: it stays the message of the flow's source that it was, with
/// all its tries, though it came from the store this time.
void restoreOrigin(DeadLetter &letter, const DeadLetterStore &store);

} // namespace core
