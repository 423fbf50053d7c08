// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/yaml_builder.h"

namespace core::yaml {
namespace {

std::optional<Span> singleQuoted(const QByteArray &text, std::size_t begin)
{
    const auto size = static_cast<std::size_t>(text.size());
    for (std::size_t at = begin + 1; at < size; ++at) {
        if (text[static_cast<qsizetype>(at)] != '\'') {
            continue;
        }
        if (at + 1 >= size || text[static_cast<qsizetype>(at + 1)] != '\'') {
            return Span{.begin = begin, .end = at + 1};
        }
        ++at; // two quotes are one in the text
    }
    return std::nullopt;
}

std::optional<Span> doubleQuoted(const QByteArray &text, std::size_t begin)
{
    const auto size = static_cast<std::size_t>(text.size());
    for (std::size_t at = begin + 1; at < size; ++at) {
        const char c = text[static_cast<qsizetype>(at)];
        if (c == '"') {
            return Span{.begin = begin, .end = at + 1};
        }
        at += c == '\\' ? 1 : 0;
    }
    return std::nullopt;
}

/// A block text ends before the first line that is indented less than its first one.
Span block(const QByteArray &text, std::size_t header)
{
    qsizetype line = text.indexOf('\n', static_cast<qsizetype>(header)) + 1;
    const qsizetype begin = line > 0 ? line : text.size();
    qsizetype indent = -1;
    while (line > 0 && line < text.size()) {
        const qsizetype next = text.indexOf('\n', line) + 1;
        const qsizetype end = next > 0 ? next : text.size();
        qsizetype first = line;
        while (first < end && text[first] == ' ') {
            ++first;
        }
        const bool empty = first == end || text[first] == '\n' || text[first] == '\r';
        if (!empty && indent < 0) {
            indent = first - line;
        }
        if (!empty && first - line < indent) {
            break;
        }
        line = end;
    }
    return Span{.begin = static_cast<std::size_t>(begin),
                .end = static_cast<std::size_t>(line > 0 ? line : text.size())};
}

} // namespace

std::optional<Span> literalSpan(const QByteArray &text, std::size_t begin)
{
    switch (text[static_cast<qsizetype>(begin)]) {
    case '\'': return singleQuoted(text, begin);
    case '"': return doubleQuoted(text, begin);
    case '|':
    case '>': return block(text, begin);
    default: return Span{.begin = begin, .end = begin};
    }
}

bool hasComments(const QByteArray &text, const std::vector<Span> &spans)
{
    auto span = spans.begin();
    for (qsizetype at = text.indexOf('#'); at >= 0; at = text.indexOf('#', at + 1)) {
        const auto position = static_cast<std::size_t>(at);
        while (span != spans.end() && span->end <= position) {
            ++span;
        }
        const bool inside = span != spans.end() && span->begin <= position;
        const char before = at == 0 ? '\n' : text[at - 1];
        const bool canStart = before == '\n' || before == ' ' || before == '\t' || before == '\r';
        if (canStart && !inside) {
            return true;
        }
    }
    return false;
}

} // namespace core::yaml
