// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mapping/mqtt_properties.h"
#include "core/mapping/to_kafka.h"
#include "core/mapping/to_mqtt.h"
#include "tests/support/hand_clock.h"

#include <QTest>

/// One message at a time, made by hand.
namespace rig {

constexpr std::int64_t kReceivedMs = 1'700'000'000'500;

inline core::Bytes spanOf(const QByteArray &text)
{
    return core::bytesOf(text.isNull() ? nullptr : text.constData(),
                         static_cast<std::size_t>(text.size()));
}

inline QByteArray textOf(core::Bytes value)
{
    return core::isNull(value) ? QByteArray()
                               : QByteArray(reinterpret_cast<const char *>(value.data()),
                                            static_cast<qsizetype>(value.size()));
}

/// What comes in. Headers are "name=value"; without the sign the value is null.
struct Given
{
    QByteArray payload = "v";
    QByteArray key = {};
    QByteArrayList headers = {};
    QString topic = QStringLiteral("in");
    std::int64_t timestampMs = -1;
    std::optional<core::mapping::MqttProperties> mqtt = {}; ///< its user properties are `headers`
    core::Position position = {.value = 7, .stable = true};
};

/// A batch of that one message, which lives inside it.
class OneMessage final : public core::Batch
{
public:
    OneMessage(Given given, const support::HandClock &clock) : m_given(std::move(given))
    {
        for (const QByteArray &header : m_given.headers) {
            const qsizetype sign = header.indexOf('=');
            m_names.push_back((sign < 0 ? header : header.left(sign)).toStdString());
            m_values.push_back(sign < 0 ? QByteArray() : header.mid(sign + 1));
            if (sign >= 0 && m_values.back().isNull()) {
                m_values.back() = "";
            }
        }
        for (std::size_t i = 0; i < m_names.size(); ++i) {
            m_properties.user.push_back({m_names[i], spanOf(m_values[i])});
        }
        core::HeaderRange headers(&m_properties.user, &readHeader);
        if (m_given.mqtt) {
            m_given.mqtt->user = m_properties.user;
            headers = core::mapping::mqttHeaders(*m_given.mqtt);
        }
        seal({std::make_shared<core::LaneInfo>(
                 core::LaneInfo{.id = 1, .name = QStringLiteral("lane"), .topic = m_given.topic})},
             {core::MessageView{.payload = spanOf(m_given.payload),
                                .key = spanOf(m_given.key),
                                .headers = headers,
                                .timestampMs = m_given.timestampMs,
                                .position = m_given.position}},
             clock.now(), kReceivedMs);
    }

    core::mapping::ToKafka toKafka(const core::mapping::KafkaSettings &settings,
                                   const core::Clock &clock) const
    {
        return core::mapping::toKafka(*this, messages().front(), settings, clock);
    }
    core::mapping::ToMqtt toMqtt(const core::mapping::MqttSettings &settings,
                                 const core::Clock &clock) const
    {
        return core::mapping::toMqtt(*this, messages().front(), settings, clock);
    }

private:
    static bool readHeader(const void *native, std::size_t index, core::HeaderView &out)
    {
        const auto &headers = *static_cast<const std::vector<core::HeaderView> *>(native);
        if (index < headers.size()) {
            out = headers[index];
        }
        return index < headers.size();
    }

    Given m_given;
    std::vector<std::string> m_names;
    std::vector<QByteArray> m_values;
    core::mapping::MqttProperties m_properties;
};

/// "name=value" again; a null value has no sign.
inline QByteArrayList lines(const std::vector<core::HeaderView> &headers)
{
    QByteArrayList result;
    for (const core::HeaderView &header : headers) {
        const QByteArray name(header.name.data(), static_cast<qsizetype>(header.name.size()));
        result += core::isNull(header.value) ? name : name + '=' + textOf(header.value);
    }
    return result;
}

inline QByteArrayList removedLines(const core::mapping::MqttMessage &message)
{
    QByteArrayList result;
    for (const core::mapping::RemovedProperty &removed : message.removed) {
        result += QByteArray(removed.property.name.data(),
                             static_cast<qsizetype>(removed.property.name.size()))
            + ' ' + core::mapping::removalKey(removed.reason);
    }
    return result;
}

/// The wall clock of the tests starts when the message was received.
inline support::HandClock clockAtReceipt()
{
    support::HandClock clock;
    clock.setWall(kReceivedMs);
    return clock;
}

} // namespace rig
