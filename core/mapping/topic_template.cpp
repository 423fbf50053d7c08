// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mapping/topic_template.h"

#include "core/support/text.h"

#include <charconv>
#include <optional>

namespace core::mapping {
namespace {

constexpr std::string_view kOpening = "${inputTopic";

QString shown(std::string_view text)
{
    return visibleText(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())), 256);
}

std::string_view withoutOuterSlashes(std::string_view topic)
{
    while (topic.starts_with('/')) {
        topic.remove_prefix(1);
    }
    while (topic.ends_with('/')) {
        topic.remove_suffix(1);
    }
    return topic;
}

std::optional<std::string_view> segmentOf(std::string_view topic, std::size_t wanted)
{
    std::string_view rest = withoutOuterSlashes(topic);
    for (std::size_t number = 1; !rest.empty(); ++number) {
        const std::size_t slash = rest.find('/');
        if (number == wanted) {
            return rest.substr(0, slash);
        }
        rest = slash == std::string_view::npos ? std::string_view() : rest.substr(slash + 1);
    }
    return {};
}

/// `selector` is what stands between `inputTopic` and the bracket: nothing, or ".2".
Result<std::string_view> resolved(std::string_view topic, std::string_view selector)
{
    if (selector.empty()) {
        return topic;
    }
    std::size_t wanted = 0;
    const char *last = selector.data() + selector.size();
    const auto [end, problem] = std::from_chars(selector.data() + 1, last, wanted);
    const bool isNumber = problem == std::errc() && end == last;
    if (const auto part = isNumber ? segmentOf(topic, wanted) : std::nullopt) {
        return *part;
    }
    return Error{.code = ErrorCode::Rejected,
                 .id = "mapping.topic.segment",
                 .message = text(WEIR_TEXT("Segment %1 of %2 does not exist"))
                                .arg(shown(selector.substr(1)), shown(topic))};
}

} // namespace

Result<std::string> outputTopic(std::string_view pattern, std::string_view inputTopic)
{
    std::string topic;
    while (!pattern.empty()) {
        const std::size_t begin = pattern.find(kOpening);
        topic += pattern.substr(0, begin);
        if (begin == std::string_view::npos) {
            break;
        }
        const std::string_view behind = pattern.substr(begin + kOpening.size());
        const std::size_t close = behind.find('}');
        const std::string_view selector = behind.substr(0, close);
        if (close == std::string_view::npos || (!selector.empty() && selector.front() != '.')) {
            topic += kOpening; // something else that only begins so
            pattern = behind;
            continue;
        }
        const Result<std::string_view> part = resolved(inputTopic, selector);
        if (!part) {
            return part.error();
        }
        topic += *part;
        pattern = behind.substr(close + 1);
    }
    return topic;
}

} // namespace core::mapping
