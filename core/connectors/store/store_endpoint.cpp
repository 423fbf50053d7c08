// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/store/store_endpoint.h"

#include "core/connectors/store/store_place.h"
#include "core/support/text.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace core::store {
namespace {

Error configError(const char *id, QString message, const char *field)
{
    return Error{ErrorCode::Config, id, std::move(message), QString::fromLatin1(field)};
}

} // namespace

StoreEndpoint::~StoreEndpoint()
{
    close(1s);
}

Result<void> StoreEndpoint::open(const EndpointContext &context)
{
    const QString table = context.end.target.isEmpty() ? context.flow.name : context.end.target;
    if (const QString fault = tableNameFault(table); !fault.isEmpty()) {
        return configError("store.table.name", fault, "table");
    }
    const Result<StorePlace> place = prepareStorePlace(
        storePath(m_config, context.flow.baseFolder(), context.flow.workspaceFile));
    if (!place) {
        return place.error();
    }
    const FileOptions options{.durability = m_config.durability,
                              .maxBytes = m_config.maxFile.value};
    m_writer = context.shared.acquire<StoreWriter>(place->lockKey, [&place, &options] {
        return std::make_shared<StoreWriter>(place->path, options);
    });
    if (m_writer->options() != options) {
        m_writer.reset();
        return configError("store.options.differ",
                           text(WEIR_TEXT("Another endpoint has this file open with another "
                                          "durability or file limit")),
                           "path");
    }
    m_client = std::make_shared<StoreClient>(context, m_config, table);
    return m_writer->attach(m_client, 2s);
}

Result<std::vector<StoredPosition>> StoreEndpoint::storedPositions()
{
    if (Result<void> opened = m_writer->waitUntilOpen(40s); !opened) {
        return opened.error();
    }
    return readPositions(m_writer->path(), m_client->flowId, m_client->table);
}

void StoreEndpoint::submit(Submission submission)
{
    if (m_client) {
        m_writer->submit(m_client, std::move(submission));
    }
}

std::vector<Completion> StoreEndpoint::collect()
{
    return m_client ? m_client->collect() : std::vector<Completion>{};
}

std::optional<Error> StoreEndpoint::failure() const
{
    return m_client ? m_client->failure() : std::nullopt;
}

Health StoreEndpoint::health() const
{
    Health health;
    if (!m_writer) {
        return health;
    }
    health.ready = m_writer->isOpen() && !failure();
    health.lastRoundTrip = m_writer->lastCommit();
    health.trouble = failure();
    if (!health.trouble && m_writer->isWaiting()) {
        health.trouble = Error{ErrorCode::Timeout, "store.busy",
                               text(WEIR_TEXT("Another program holds the file; it is tried again "
                                              "until it lets go"))};
    }
    return health;
}

void StoreEndpoint::flush(std::chrono::milliseconds deadline)
{
    if (m_client) {
        m_writer->flush(*m_client, deadline);
    }
}

void StoreEndpoint::close(std::chrono::milliseconds deadline)
{
    if (m_client) {
        m_writer->detach(m_client, deadline);
        m_client.reset();
    }
    m_writer.reset(); // the last one out has the log moved into the file
}

} // namespace core::store
