// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/connector.h"
#include "core/connectors/store/store_writer.h"

namespace core::store {

/// Rows in a table of an SQLite file; written by the file's one writer thread.
class StoreEndpoint final : public Endpoint
{
public:
    explicit StoreEndpoint(StoreConfig config) : m_config(std::move(config)) { }
    ~StoreEndpoint() override;

    Result<void> open(const EndpointContext &context) override;
    Result<std::vector<StoredPosition>> storedPositions() override;
    void submit(Submission submission) override;
    std::vector<Completion> collect() override;
    Health health() const override;
    std::optional<Error> failure() const override;
    void flush(std::chrono::milliseconds deadline) override;
    void close(std::chrono::milliseconds deadline) override;

private:
    StoreConfig m_config;
    std::shared_ptr<StoreWriter> m_writer;
    std::shared_ptr<StoreClient> m_client;
};

} // namespace core::store
