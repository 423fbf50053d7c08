// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/token_keeper.h"

#include "core/support/logging.h"

#include <QCryptographicHash>
#include <QDateTime>

#include <pthread.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace core {
namespace {

using Steady = std::chrono::steady_clock;

constexpr auto kAnswerLimit = 5s;
constexpr auto kShortest = 500ms; ///< between two questions, however short a token's life is
constexpr auto kWithoutHope = 60s; ///< what nobody mends is asked that often

/// The same settings give the same text, and none of them can be read from it.
QString fingerprint(const TokenAccess &access)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QByteArray &part :
         {QByteArray::number(static_cast<int>(access.way)), access.address.toUtf8(),
          access.clientId.toUtf8(), access.secret, access.assertionFile.toUtf8(),
          access.scope.toUtf8(), access.tls.rootCas.text.toUtf8(), access.baseFolder.toUtf8(),
          access.fields.mechanism.toUtf8()}) {
        hash.addData(QByteArray::number(part.size()).append(':'));
        hash.addData(part);
    }
    return QString::fromLatin1(hash.result().toHex());
}

std::chrono::system_clock::time_point timeOf(std::int64_t ms)
{
    return std::chrono::system_clock::time_point(std::chrono::milliseconds(ms));
}

} // namespace

TokenKeeper::Subscription::Subscription(std::shared_ptr<TokenKeeper> keeper, Taker taker)
    : m_keeper(std::move(keeper)), m_taker(std::move(taker))
{ }

TokenKeeper::Subscription::~Subscription()
{
    const std::scoped_lock lock(m_keeper->m_subscribing);
    m_keeper->m_subscribers.remove(this);
}

std::shared_ptr<TokenKeeper> TokenKeeper::shared(SharedResources *resources,
                                                 const TokenAccess &access)
{
    const auto make = [&access] { return std::make_shared<TokenKeeper>(access); };
    return resources ? resources->acquire<TokenKeeper>(u"token:"_s + fingerprint(access), make)
                     : make();
}

TokenKeeper::TokenKeeper(TokenAccess access, std::optional<AccessToken> first)
    : m_access(std::move(access)), m_token(std::move(first)), m_backoff(1s, 10s, 1)
{
    if (m_token) {
        m_isFetching = false;
        m_hasWorked = true;
        m_taken = Steady::now();
        m_due = timeOf(m_token->renewMs);
    }
    m_thread = std::thread([this] { run(); });
    pthread_setname_np(m_thread.native_handle(), "weir-token");
}

TokenKeeper::~TokenKeeper()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_stop = true;
    }
    m_changed.notify_all();
    m_thread.join();
}

std::unique_ptr<TokenKeeper::Subscription> TokenKeeper::subscribe(Taker taker)
{
    auto subscription = std::make_unique<Subscription>(shared_from_this(), std::move(taker));
    const std::scoped_lock lock(m_subscribing);
    m_subscribers.push_back(subscription.get());
    std::unique_lock inner(m_mutex);
    const auto token = isLive() ? m_token : std::nullopt;
    inner.unlock();
    if (token) {
        subscription->m_taker(*token);
    }
    return subscription;
}

bool TokenKeeper::isLive() const
{
    return m_token && m_token->endsMs > QDateTime::currentMSecsSinceEpoch();
}

bool TokenKeeper::hasToken() const
{
    const std::scoped_lock lock(m_mutex);
    return isLive();
}

std::optional<Error> TokenKeeper::trouble() const
{
    const std::scoped_lock lock(m_mutex);
    return m_trouble;
}

bool TokenKeeper::renewRefused()
{
    constexpr auto kOnItsWay = 1s; // a refusal of the one before it may still come in
    constexpr auto kFresh = 10s;
    constexpr auto kProven = 60s; // the Kafka library tells of the same refusal again after 30 s
    const std::scoped_lock lock(m_mutex);
    if (m_access.way == TokenAccess::Way::Given) {
        return false;
    }
    const TimePoint now = Steady::now();
    if (m_isFetching || !isLive() || m_trouble) {
        return true;
    }
    if (m_fetched <= 1 && now - m_taken < kFresh) {
        return false; // the next one would be the same
    }
    if (m_refusedAt && now - *m_refusedAt < kProven) {
        return now - m_taken < kOnItsWay;
    }
    m_refusedAt = now;
    m_isFetching = true;
    m_due = {};
    m_changed.notify_all();
    return true;
}

void TokenKeeper::run()
{
    std::unique_lock lock(m_mutex);
    while (!m_stop) {
        // by the wall's clock, which goes on while the computer sleeps
        if (Wall::now() < m_due) {
            m_changed.wait_until(lock, m_due);
            continue;
        }
        m_isFetching = true;
        lock.unlock();
        TokenAnswer answer = fetchToken(m_access, kAnswerLimit, [this] { return m_stop.load(); });
        keep(std::move(answer));
        lock.lock();
    }
}

void TokenKeeper::keep(TokenAnswer answer)
{
    if (!answer.token) {
        keepTrouble(answer.token.error(), answer.notBefore);
        return;
    }
    {
        const std::scoped_lock lock(m_mutex);
        m_token = *std::move(answer.token);
        m_taken = Steady::now();
        m_due = std::max(timeOf(m_token->renewMs), Wall::now() + kShortest);
        m_trouble.reset();
        m_backoff.reset();
        m_hasWorked = true;
        m_isFetching = false;
        ++m_fetched;
        qCInfo(logConnector, "a token came, the next one is due in %lld s",
               static_cast<long long>(
                   std::chrono::duration_cast<std::chrono::seconds>(m_due - Wall::now()).count()));
    }
    tellAll();
}

void TokenKeeper::keepTrouble(Error error, std::chrono::milliseconds notBefore)
{
    const std::scoped_lock lock(m_mutex);
    m_isFetching = false;
    if (error.code == ErrorCode::Cancelled) {
        return;
    }
    std::chrono::milliseconds wait = std::max(m_backoff.next(), notBefore);
    if (!error.isRetryable()) {
        wait = std::max<std::chrono::milliseconds>(wait, m_hasWorked ? 0s : kWithoutHope);
        if (m_hasWorked) { // worth more patience than what never worked
            error.code = ErrorCode::Connect;
        }
    }
    if (!m_trouble) {
        qCWarning(logConnector, "no token came: %s", qUtf8Printable(error.message));
    }
    m_trouble = std::move(error);
    m_due = Wall::now() + wait;
}

void TokenKeeper::tellAll()
{
    const std::scoped_lock lock(m_subscribing);
    std::unique_lock inner(m_mutex);
    const AccessToken token = *m_token;
    inner.unlock();
    for (const Subscription *subscription : m_subscribers) {
        subscription->m_taker(token);
    }
}

} // namespace core
