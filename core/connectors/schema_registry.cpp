// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/schema_registry.h"

#include "core/support/logging.h"
#include "core/support/text.h"

#include <QCryptographicHash>

#include <pthread.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace core {
namespace {

using Steady = std::chrono::steady_clock;

constexpr auto kFirstAnswer = 300ms;

/// The same settings give the same text, and none of them can be read from it.
QString fingerprint(const RegistryAccess &access)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const TlsConfig &tls = access.tls;
    for (const QByteArray &part :
         {QByteArray::number(static_cast<int>(access.kind)), access.address.toUtf8(),
          access.user.toUtf8(), access.password, access.baseFolder.toUtf8(),
          QByteArray::number(tls.skipVerifyServer), tls.rootCas.text.toUtf8(),
          tls.clientCert.text.toUtf8(), tls.clientKey.reveal(), tls.clientKeyPassword.reveal()}) {
        hash.addData(QByteArray::number(part.size()).append(':'));
        hash.addData(part);
    }
    return QString::fromLatin1(hash.result().toHex());
}

} // namespace

std::shared_ptr<SchemaRegistry> SchemaRegistry::shared(SharedResources &resources,
                                                       const RegistryAccess &access)
{
    return resources.acquire<SchemaRegistry>(u"registry:"_s + fingerprint(access), [&access] {
        return std::make_shared<SchemaRegistry>(access);
    });
}

SchemaRegistry::SchemaRegistry(RegistryAccess access)
    : m_client(std::move(access), [this] { return m_stop.load(); }), m_backoff(500ms, 30s, 1),
      m_thread([this] { run(); })
{
    pthread_setname_np(m_thread.native_handle(), "weir-registry");
}

SchemaRegistry::~SchemaRegistry()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_stop = true;
    }
    m_changed.notify_all();
    m_thread.join();
}

avro::SchemaAnswer SchemaRegistry::schemaOf(std::uint32_t id)
{
    Answer answer = answerOf(id);
    return {.schema = answer.schema ? std::move(answer.schema->avro) : nullptr,
            .refused = std::move(answer.refused)};
}

protobuf::TypesAnswer SchemaRegistry::typesOf(std::uint32_t id)
{
    Answer answer = answerOf(id);
    return {.types = answer.schema ? std::move(answer.schema->protobuf) : nullptr,
            .refused = std::move(answer.refused)};
}

SchemaRegistry::Answer SchemaRegistry::answerOf(std::uint32_t id)
{
    std::unique_lock lock(m_mutex);
    const auto known = m_entries.find(id);
    if (known == m_entries.end()) {
        makeRoom();
        m_order.push_back(id);
        queue(id, m_entries[id]);
        const auto isAnswered = [this, id] {
            const auto entry = m_entries.find(id);
            return m_trouble || entry == m_entries.end() || !entry->second.isQueued;
        };
        m_changed.wait_for(lock, kFirstAnswer, isAnswered);
        const auto entry = m_entries.find(id);
        return entry == m_entries.end() ? Answer{} : entry->second.answer;
    }
    Entry &entry = known->second;
    const bool isOld = entry.answer.refused && Steady::now() - entry.refusedAt > kRefusalLasts;
    if (isOld) {
        entry.answer.refused.reset();
    }
    if (!entry.answer.schema && !entry.answer.refused && !entry.isQueued) {
        queue(id, entry);
    }
    return entry.answer;
}

std::optional<Error> SchemaRegistry::trouble() const
{
    const std::scoped_lock lock(m_mutex);
    return m_trouble;
}

void SchemaRegistry::queue(std::uint32_t id, Entry &entry)
{
    entry.isQueued = true;
    m_queue.push_back(id);
    m_changed.notify_all();
}

/// The one that came first goes, unless it is being asked for.
void SchemaRegistry::makeRoom()
{
    for (std::size_t i = m_order.size(); i > 0 && m_entries.size() >= kMostSchemas; --i) {
        const std::uint32_t oldest = m_order.front();
        m_order.pop_front();
        if (m_entries[oldest].isQueued) {
            m_order.push_back(oldest);
        } else {
            m_entries.erase(oldest);
        }
    }
}

void SchemaRegistry::run()
{
    std::unique_lock lock(m_mutex);
    while (!m_stop) {
        m_changed.wait(lock, [this] { return m_stop || !m_queue.empty(); });
        if (m_changed.wait_until(lock, m_notBefore, [this] { return m_stop.load(); })
            || m_queue.empty()) {
            continue;
        }
        const std::uint32_t id = m_queue.front();
        lock.unlock();
        Result<RegistrySchema> found = m_client.schema(id);
        lock.lock();
        keep(id, std::move(found));
        m_changed.notify_all();
    }
}

void SchemaRegistry::keep(std::uint32_t id, Result<RegistrySchema> found)
{
    const bool isAnswer = found || found.error().code == ErrorCode::Rejected;
    if (!isAnswer) {
        Error error = found.error();
        // what has worked may be out of order at the other end, and is worth more patience
        if (m_hasWorked && !error.isRetryable()) {
            error.code = ErrorCode::Connect;
        }
        if (!m_trouble) {
            qCWarning(logConnector, "schema registry: %s", qUtf8Printable(error.message));
        }
        m_trouble = std::move(error);
        m_notBefore = Steady::now() + m_backoff.next();
        return; // it stays in front of the queue
    }
    m_queue.pop_front();
    m_hasWorked = true;
    m_trouble.reset();
    m_backoff.reset();
    Entry &entry = m_entries[id];
    entry.isQueued = false;
    if (found) {
        qCInfo(logConnector, "schema %u was read from the registry", id);
        entry.answer.schema = *std::move(found);
    } else {
        entry.answer.refused = found.error();
        entry.refusedAt = Steady::now();
    }
}

} // namespace core
