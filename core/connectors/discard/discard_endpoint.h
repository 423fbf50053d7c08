// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/connector.h"
#include "core/schema/schema.h"

namespace core::discard {

/// It has nothing to set.
struct DiscardConfig
{
    static const Schema &schema();
    bool operator==(const DiscardConfig &) const = default;
};

/// Says "delivered" to everything at once: for measuring what comes before it.
class DiscardEndpoint final : public Endpoint
{
public:
    Result<void> open(const EndpointContext &context) override;
    void submit(Submission submission) override;
    std::vector<Completion> collect() override;
    Health health() const override;
    void flush(std::chrono::milliseconds deadline) override;
    void close(std::chrono::milliseconds deadline) override;

    std::uint64_t messages() const { return m_messages; }
    std::uint64_t bytes() const { return m_bytes; }

private:
    Wakeup *m_wakeup = nullptr;
    Clock *m_clock = nullptr;
    std::vector<Completion> m_done;
    std::uint64_t m_messages = 0;
    std::uint64_t m_bytes = 0;
};

} // namespace core::discard
