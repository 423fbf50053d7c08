// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_reach_fields.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace core::kafka {
namespace {

/// Digits only: "+1" and " 1" are no numbers here.
template <typename Number>
std::optional<Number> numberOf(const QString &text)
{
    static const QRegularExpression form(u"^[0-9]{1,19}$"_s);
    bool isGood = form.match(text).hasMatch();
    const qlonglong value = isGood ? text.toLongLong(&isGood) : 0;
    return isGood && std::in_range<Number>(value) ? std::optional(static_cast<Number>(value))
                                                  : std::nullopt;
}

std::optional<PartitionRange> rangeOf(const QString &entry)
{
    const QString text = entry.trimmed();
    const qsizetype dash = text.indexOf(u'-');
    const auto first = numberOf<std::int32_t>(text.left(dash).trimmed());
    const auto last = dash < 0 ? first : numberOf<std::int32_t>(text.mid(dash + 1).trimmed());
    if (!first || !last || *last < *first) {
        return std::nullopt;
    }
    return PartitionRange{.first = *first, .last = *last};
}

} // namespace

bool isTopicPattern(const QString &entry)
{
    return entry.startsWith(u'^');
}

bool isUsablePattern(const QString &entry)
{
    return isTopicPattern(entry) && QRegularExpression(entry).isValid();
}

bool isBrokersOwn(const QString &topic)
{
    return topic.startsWith("__"_L1);
}

PartitionRanges rangesOf(const QStringList &entries)
{
    PartitionRanges all;
    for (const QString &entry : entries) {
        if (const auto range = rangeOf(entry)) {
            all.ranges.push_back(*range);
        } else if (!all.wrong) {
            all.wrong = entry;
        }
    }
    return all;
}

StartOffsets startOffsetsOf(const NamedValues &entries)
{
    StartOffsets all;
    for (const NamedValue &entry : entries) {
        const qsizetype slash = entry.name.lastIndexOf(u'/');
        const auto partition = numberOf<std::int32_t>(entry.name.mid(slash + 1).trimmed());
        const auto offset =
            numberOf<std::int64_t>(QString::fromUtf8(entry.value.reveal()).trimmed());
        if (partition && offset && !entry.isSecret && slash != 0) {
            all.offsets.push_back({.topic = slash < 0 ? QString() : entry.name.left(slash),
                                   .partition = *partition,
                                   .offset = *offset});
        } else if (!all.wrong) {
            all.wrong = entry.name;
        }
    }
    return all;
}

} // namespace core::kafka
