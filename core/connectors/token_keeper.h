// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/shared_resources.h"
#include "core/connectors/token_request.h"
#include "core/support/backoff.h"
#include "core/support/clock.h"

#include <atomic>
#include <condition_variable>
#include <list>
#include <memory>
#include <mutex>
#include <thread>

namespace core {

/// Keeps one living token for all who sign in the same way: fetched at once, renewed in time on a
/// thread of its own, handed to every subscriber, in memory only. What a service that is away could
/// not be asked is asked again, with growing waits or as it says. Any thread.
class TokenKeeper final : public std::enable_shared_from_this<TokenKeeper>
{
public:
    using Taker = std::function<void(const AccessToken &)>;

    /// Its end waits for a call of the taker that is under way.
    class Subscription final
    {
    public:
        Subscription(std::shared_ptr<TokenKeeper> keeper, Taker taker);
        ~Subscription();
        Subscription(const Subscription &) = delete;
        Subscription &operator=(const Subscription &) = delete;

    private:
        friend TokenKeeper;
        std::shared_ptr<TokenKeeper> m_keeper;
        Taker m_taker;
    };

    /// The living one of these settings, or a new one; with no `resources` always a new one.
    static std::shared_ptr<TokenKeeper> shared(SharedResources *resources,
                                               const TokenAccess &access);

    /// `first` was fetched already.
    explicit TokenKeeper(TokenAccess access, std::optional<AccessToken> first = {});
    ~TokenKeeper();
    TokenKeeper(const TokenKeeper &) = delete;
    TokenKeeper &operator=(const TokenKeeper &) = delete;

    /// Tells of the token that is there, if any, before it returns.
    std::unique_ptr<Subscription> subscribe(Taker taker);

    const TokenAccess &access() const { return m_access; }
    /// Why there is no token, or no new one. Not retryable: it has never worked and will not by
    /// itself.
    std::optional<Error> trouble() const;
    bool hasToken() const; ///< one that is not over
    /// The peer would not have the token. True when it may take the next one, which is fetched.
    bool renewRefused();

private:
    using Wall = std::chrono::system_clock;

    void run();
    void keep(TokenAnswer answer);
    void keepTrouble(Error error, std::chrono::milliseconds notBefore);
    void tellAll();
    bool isLive() const;

    const TokenAccess m_access;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::optional<AccessToken> m_token;
    std::optional<Error> m_trouble = {};
    Backoff m_backoff;
    Wall::time_point m_due = {}; ///< of the next question
    TimePoint m_taken = {}; ///< when the token came
    std::optional<TimePoint> m_refusedAt = {};
    std::uint64_t m_fetched = 0; ///< tokens so far
    bool m_hasWorked = false;
    bool m_isFetching = true;
    std::mutex m_subscribing; ///< taken before m_mutex
    std::list<Subscription *> m_subscribers;
    std::atomic<bool> m_stop = false;
    std::thread m_thread;
};

} // namespace core
