// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/samples/sample_filter.h"
#include "ui/session/background.h"

#include <atomic>

namespace ui {

/// Looks samples through on a thread of its own, each lot for a bounded time. GUI thread.
class SampleSearch final : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds kLimit{2000}; ///< a lot

    explicit SampleSearch(QObject *parent = nullptr);
    ~SampleSearch() override;

    /// Begins anew; answers of an earlier filter are dropped.
    void begin(const SampleFilter &filter);
    void end();
    /// Answers with found(), in order of asking.
    void look(std::vector<core::Sample> samples);

    bool isActive() const { return m_round != nullptr; }
    /// A lot took too long: what came after it in the lot was not looked at.
    bool isCut() const { return m_isCut; }

Q_SIGNALS:
    void found(const std::vector<core::Sample> &matches);

private:
    struct Round
    {
        SampleFilter filter;
        std::atomic<bool> isOver = false;
    };

    std::shared_ptr<Round> m_round;
    bool m_isCut = false;
    Background m_thread;
};

} // namespace ui
