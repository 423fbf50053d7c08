// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mapping/built_in_headers.h"

#include "core/mapping/text_rules.h"

#include <charconv>

namespace core::mapping {
namespace {

bool restoreNumber(std::string_view text, std::optional<std::uint32_t> &target)
{
    std::uint32_t value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (target || text.empty() || problem != std::errc() || end != text.data() + text.size()) {
        return false;
    }
    target = value;
    return true;
}

bool restoreFormat(std::string_view text, std::optional<std::uint8_t> &target)
{
    if (target || (text != "0" && text != "1")) {
        return false;
    }
    target = text == "1" ? 1 : 0;
    return true;
}

bool restoreText(std::string_view text, std::optional<std::string_view> &target)
{
    if (target || removalOf(text, ControlCharacters::Remove)) {
        return false;
    }
    if (!text.empty()) {
        target = text;
    }
    return true;
}

bool restoreBytes(Bytes bytes, Bytes &target)
{
    constexpr std::size_t kLongest = 65'535;
    if (!isNull(target) || bytes.size() > kLongest) {
        return false;
    }
    target = isNull(bytes) ? valueOf({}) : bytes;
    return true;
}

} // namespace

std::vector<HeaderView> builtInHeaders(const MqttProperties &properties,
                                       std::optional<std::uint32_t> secondsLeft, TextStore &texts)
{
    std::vector<HeaderView> headers;
    if (properties.payloadFormat) {
        headers.push_back({kPayloadFormat, valueOf(*properties.payloadFormat == 1 ? "1" : "0")});
    }
    if (properties.responseTopic) {
        headers.push_back({kResponseTopic, valueOf(*properties.responseTopic)});
    }
    if (secondsLeft) {
        headers.push_back({kMessageExpiry, valueOf(texts.keep(std::to_string(*secondsLeft)))});
    }
    if (!isNull(properties.correlationData)) {
        headers.push_back({kCorrelationData, properties.correlationData});
    }
    if (properties.contentType) {
        headers.push_back({kContentType, valueOf(*properties.contentType)});
    }
    return headers;
}

bool restoreBuiltIn(const HeaderView &header, MqttProperties &properties)
{
    const std::string_view value = textOf(header.value);
    if (header.name == kPayloadFormat) {
        return restoreFormat(value, properties.payloadFormat);
    }
    if (header.name == kResponseTopic) {
        const bool isFilter = value.find_first_of("+#") != std::string_view::npos;
        return !isFilter && restoreText(value, properties.responseTopic);
    }
    if (header.name == kMessageExpiry) {
        return restoreNumber(value, properties.expirySeconds);
    }
    if (header.name == kCorrelationData) {
        return restoreBytes(header.value, properties.correlationData);
    }
    return header.name == kContentType && restoreText(value, properties.contentType);
}

} // namespace core::mapping
