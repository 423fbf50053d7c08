// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/store/store_client.h"

namespace core::store {

StoreClient::StoreClient(const EndpointContext &context, StoreConfig ownConfig, QString ownTable)
    : flowId(context.flow.id), flowName(context.flow.name), table(std::move(ownTable)),
      config(std::move(ownConfig)), makeDecoder(context.makeDecoder), m_wakeup(&context.wakeup)
{ }

void StoreClient::finish(std::vector<Completion> done, std::size_t submissions)
{
    const std::scoped_lock lock(m_mutex);
    m_pending -= submissions;
    if (m_wakeup) {
        std::move(done.begin(), done.end(), std::back_inserter(m_done));
        m_wakeup->notify();
    }
}

void StoreClient::fail(const Error &error)
{
    const std::scoped_lock lock(m_mutex);
    m_failure = error;
    if (m_wakeup) {
        m_wakeup->notify();
    }
}

void StoreClient::letGo()
{
    const std::scoped_lock lock(m_mutex);
    m_wakeup = nullptr;
    m_done.clear();
}

std::vector<Completion> StoreClient::collect()
{
    const std::scoped_lock lock(m_mutex);
    return std::exchange(m_done, {});
}

std::optional<Error> StoreClient::failure() const
{
    const std::scoped_lock lock(m_mutex);
    return m_failure;
}

void StoreClient::noteSubmitted()
{
    ++m_pending;
}

} // namespace core::store
