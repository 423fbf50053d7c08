// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/kafka/kafka_handles.h"
#include "core/connectors/token_keeper.h"
#include "core/schema/common_fields.h"
#include "core/support/result.h"

#include <QByteArray>

#include <concepts>
#include <optional>

namespace core::kafka {

enum class Mechanism
{
    None,
    Plain,
    ScramSha256,
    ScramSha512,
    OAuthBearer
};

/// Where the broker is and how to sign in, the same for reading, writing and testing.
struct Connection
{
    QString brokers = {};
    Mechanism mechanism = Mechanism::None;
    QString user = {};
    QByteArray password = {};
    TlsConfig tls = {};
    QString baseFolder = {};
    QString clientId = {};
    NamedValues properties = {}; ///< the library's own, checked
    bool isEventHubs = false;
    std::optional<TokenAccess> token = {}; ///< of OAuthBearer
    std::shared_ptr<TokenKeeper> tokens = {}; ///< the living ones, see kafka_oauth.h
};

/// Collects settings for the library; the first refused one is kept, its value never shown.
class ConfBuilder final
{
public:
    ConfBuilder();

    ConfBuilder &set(const char *name, const QByteArray &value);
    ConfBuilder &set(const char *name, const char *value) { return set(name, QByteArray(value)); }
    ConfBuilder &set(const char *name, std::same_as<bool> auto value)
    {
        return set(name, value ? "true" : "false");
    }
    ConfBuilder &set(const char *name, std::signed_integral auto value)
    {
        return set(name, QByteArray::number(qint64(value)));
    }
    /// False where this library version does not know the setting.
    bool trySet(const char *name, const QByteArray &value);
    ConfBuilder &connectTo(const Connection &connection);

    rd_kafka_conf_t *raw() const { return m_conf.get(); }
    const std::optional<Error> &error() const { return m_error; }
    ConfHandle take() { return std::move(m_conf); }
    const std::shared_ptr<TokenKeeper> &tokens() const { return m_tokens; }

private:
    void setSasl(const Connection &connection);
    void setTls(const Connection &connection);
    void setPem(const char *name, const Pem &pem, const QString &baseFolder, const char *field);

    ConfHandle m_conf;
    std::optional<Error> m_error;
    std::shared_ptr<TokenKeeper> m_tokens;
};

/// Where the library's own log goes; its threads call it.
void logLibrary(const rd_kafka_t *client, int level, const char *facility, const char *words);

/// Takes the configuration over; errors name what is wrong with it (certificates, mostly).
Result<ClientHandle> makeClient(rd_kafka_type_t type, ConfBuilder builder);

/// "kafka://host:9092, other" -> "host:9092,other": schemes, blanks and trailing dots removed.
QString normalBrokers(const QString &brokers);

} // namespace core::kafka
