// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/stream_generator/pattern.h"

#include "core/support/text.h"

#include <optional>

using namespace Qt::StringLiterals;

namespace core::stream_generator {
namespace {

constexpr int kMostRepeats = 16; ///< of * and +
constexpr std::int64_t kMostBytes = 64 * 1024;
constexpr int kDeepest = 32;
constexpr char32_t kFirstPrintable = 0x20;
constexpr char32_t kLastPrintable = 0x7e;

void appendUtf8(std::string &out, char32_t character)
{
    if (character < 0x80) {
        out += static_cast<char>(character);
    } else if (character < 0x800) {
        out += static_cast<char>(0xc0 | (character >> 6));
        out += static_cast<char>(0x80 | (character & 0x3f));
    } else if (character < 0x10000) {
        out += static_cast<char>(0xe0 | (character >> 12));
        out += static_cast<char>(0x80 | ((character >> 6) & 0x3f));
        out += static_cast<char>(0x80 | (character & 0x3f));
    } else {
        out += static_cast<char>(0xf0 | (character >> 18));
        out += static_cast<char>(0x80 | ((character >> 12) & 0x3f));
        out += static_cast<char>(0x80 | ((character >> 6) & 0x3f));
        out += static_cast<char>(0x80 | (character & 0x3f));
    }
}

bool isSurrogate(char32_t character)
{
    return character >= 0xd800 && character <= 0xdfff;
}

} // namespace

/// Recursive descent over the expression; stops at the first fault.
class PatternReader final
{
public:
    explicit PatternReader(const QString &expression) : m_text(expression.toStdU32String()) { }

    Result<Pattern> read()
    {
        Pattern pattern;
        pattern.m_root = group(0);
        if (!m_fault && m_at < m_text.size()) {
            fail(WEIR_TEXT("a bracket is closed that was not opened"));
        }
        if (m_fault) {
            return error("generator.pattern",
                         text(WEIR_TEXT("The pattern cannot be read at character %1: %2"))
                             .arg(m_at + 1)
                             .arg(text(m_fault)));
        }
        if (longest(pattern.m_root) > kMostBytes) {
            return error("generator.pattern_size",
                         text(WEIR_TEXT("The pattern can make texts of more than 64 KiB")));
        }
        return pattern;
    }

private:
    using Node = Pattern::Node;
    using Span = Pattern::Span;

    static Error error(const char *id, const QString &message)
    {
        return Error{.code = ErrorCode::Config,
                     .id = id,
                     .message = message,
                     .field = u"rule"_s,
                     .fix = text(WEIR_TEXT("Use literals, classes, groups, alternatives and "
                                           "counted repeats"))};
    }

    void fail(const char *why)
    {
        if (!m_fault) {
            m_fault = why;
        }
    }
    bool atEnd() const { return m_fault || m_at >= m_text.size(); }
    char32_t peek() const { return m_text[m_at]; }
    bool take(char32_t wanted)
    {
        if (atEnd() || peek() != wanted) {
            return false;
        }
        ++m_at;
        return true;
    }

    Node group(int depth)
    {
        Node node;
        node.choices.emplace_back();
        if (depth > kDeepest) {
            fail(WEIR_TEXT("groups are nested too deeply"));
        }
        while (!atEnd() && peek() != U')') {
            if (take(U'|')) {
                node.choices.emplace_back();
            } else if (peek() == U'^' || peek() == U'$') {
                ++m_at; // the whole text is made anyway
            } else {
                Node item = atom(depth);
                repeat(item);
                node.choices.back().push_back(std::move(item));
            }
        }
        return node;
    }

    Node atom(int depth)
    {
        if (take(U'(')) {
            if (take(U'?') && !take(U':')) {
                fail(WEIR_TEXT("look-around and named groups are not known"));
            }
            Node inner = group(depth + 1);
            if (!m_fault && !take(U')')) {
                fail(WEIR_TEXT("a bracket is not closed"));
            }
            return inner;
        }
        if (take(U'[')) {
            return characterClass();
        }
        if (take(U'.')) {
            return Node{.spans = {{kFirstPrintable, kLastPrintable}}};
        }
        if (take(U'\\')) {
            return Node{.spans = escape()};
        }
        const char32_t literal = peek();
        if (literal == U'*' || literal == U'+' || literal == U'?' || isSurrogate(literal)) {
            fail(WEIR_TEXT("there is nothing to repeat"));
        }
        ++m_at;
        return Node{.spans = {{literal, literal}}};
    }

    char32_t hexadecimal(int digits)
    {
        char32_t value = 0;
        for (int i = 0; i < digits; ++i) {
            const char32_t digit = atEnd() ? U' ' : m_text[m_at++];
            const char32_t lower = digit | 0x20;
            if (digit >= U'0' && digit <= U'9') {
                value = value * 16 + (digit - U'0');
            } else if (lower >= U'a' && lower <= U'f') {
                value = value * 16 + (lower - U'a' + 10);
            } else {
                fail(WEIR_TEXT("hexadecimal digits are missing"));
            }
        }
        return value;
    }

    std::vector<Span> escape()
    {
        if (atEnd()) {
            fail(WEIR_TEXT("a backslash ends the pattern"));
            return {};
        }
        const char32_t letter = m_text[m_at++];
        const auto one = [](char32_t character) {
            return std::vector<Span>{{character, character}};
        };
        switch (letter) {
        case U'd': return {{U'0', U'9'}};
        case U'w': return {{U'a', U'z'}, {U'A', U'Z'}, {U'0', U'9'}, {U'_', U'_'}};
        case U's': return one(U' ');
        case U'n': return one(U'\n');
        case U't': return one(U'\t');
        case U'x': return one(hexadecimal(2));
        case U'u': return one(hexadecimal(4));
        default: break;
        }
        if ((letter | 0x20) >= U'a' && (letter | 0x20) <= U'z') {
            fail(WEIR_TEXT("this escape is not known"));
        } else if (letter >= U'1' && letter <= U'9') {
            fail(WEIR_TEXT("references to groups are not known"));
        }
        return one(letter);
    }

    std::vector<Span> classItem()
    {
        if (take(U'\\')) {
            return escape();
        }
        const char32_t character = m_text[m_at++];
        return {{character, character}};
    }

    Node characterClass()
    {
        const bool negated = take(U'^');
        std::vector<Span> spans;
        bool isFirst = true;
        while (!atEnd() && (isFirst || peek() != U']')) {
            isFirst = false;
            std::vector<Span> item = classItem();
            const bool isRange = item.size() == 1 && m_at + 1 < m_text.size() && peek() == U'-'
                && m_text[m_at + 1] != U']';
            if (isRange && take(U'-')) {
                const std::vector<Span> end = classItem();
                if (end.size() != 1 || end[0].last < item[0].first) {
                    fail(WEIR_TEXT("a range of characters runs backwards"));
                } else {
                    item[0].last = end[0].last;
                }
            }
            spans.insert(spans.end(), item.begin(), item.end());
        }
        if (!take(U']')) {
            fail(WEIR_TEXT("a class is not closed"));
        }
        return Node{.spans = allowed(spans, negated)};
    }

    /// Negated classes choose among printable ASCII; surrogates are no characters.
    std::vector<Span> allowed(const std::vector<Span> &given, bool negated)
    {
        std::vector<Span> spans;
        if (!negated) {
            for (const Span &span : given) {
                cutSurrogates(span, spans);
            }
        }
        for (char32_t character = kFirstPrintable; negated && character <= kLastPrintable;
             ++character) {
            const bool isExcluded =
                std::any_of(given.begin(), given.end(), [character](const Span &span) {
                    return character >= span.first && character <= span.last;
                });
            if (!isExcluded) {
                spans.push_back({character, character});
            }
        }
        if (spans.empty()) {
            fail(WEIR_TEXT("a class holds no character"));
        }
        return spans;
    }

    static void cutSurrogates(const Span &span, std::vector<Span> &out)
    {
        if (span.last < 0xd800 || span.first > 0xdfff) {
            out.push_back(span);
            return;
        }
        if (span.first < 0xd800) {
            out.push_back({span.first, 0xd7ff});
        }
        if (span.last > 0xdfff) {
            out.push_back({0xe000, span.last});
        }
    }

    std::optional<int> number()
    {
        std::optional<int> value;
        while (!atEnd() && peek() >= U'0' && peek() <= U'9') {
            value = std::min<int>(value.value_or(0) * 10 + static_cast<int>(peek() - U'0'),
                                  static_cast<int>(kMostBytes) + 1);
            ++m_at;
        }
        return value;
    }

    void repeat(Node &node)
    {
        if (take(U'*')) {
            node.min = 0;
            node.max = kMostRepeats;
        } else if (take(U'+')) {
            node.max = kMostRepeats;
        } else if (take(U'?')) {
            node.min = 0;
        } else if (take(U'{')) {
            counted(node);
        } else {
            return;
        }
        if (!atEnd() && (peek() == U'*' || peek() == U'+' || peek() == U'{')) {
            fail(WEIR_TEXT("a repeat is repeated"));
        }
        take(U'?'); // lazy or greedy: the same texts
    }

    void counted(Node &node)
    {
        const std::optional<int> first = number();
        const bool hasComma = take(U',');
        const std::optional<int> last = number();
        if (!first || !take(U'}')) {
            fail(WEIR_TEXT("a count must read {2}, {2,} or {2,5}"));
            return;
        }
        node.min = *first;
        node.max = last ? *last : hasComma ? *first + kMostRepeats : *first;
        if (node.max < node.min) {
            fail(WEIR_TEXT("the larger count must come second"));
        }
    }

    static std::int64_t longest(const Node &node)
    {
        std::int64_t most = node.choices.empty() ? 4 : 0; // bytes of a character
        if (node.choices.empty() && node.spans.back().last < 0x80 && node.spans.size() == 1) {
            most = 1;
        }
        for (const auto &sequence : node.choices) {
            std::int64_t sum = 1; // nothing, made a billion times, takes its time too
            for (const Node &item : sequence) {
                sum = std::min(sum + longest(item), kMostBytes + 1);
            }
            most = std::max(most, sum);
        }
        return std::min(most * node.max, kMostBytes + 1);
    }

    std::u32string m_text;
    std::size_t m_at = 0;
    const char *m_fault = nullptr;
};

Result<Pattern> Pattern::parse(const QString &expression)
{
    return PatternReader(expression).read();
}

void Pattern::appendNode(std::string &out, Random &random, const Node &node)
{
    const auto times = static_cast<int>(
        node.min == node.max ? node.min : random.between(std::int64_t(node.min), node.max));
    for (int i = 0; i < times; ++i) {
        if (node.choices.empty()) {
            std::uint64_t count = 0;
            for (const Span &span : node.spans) {
                count += span.last - span.first + 1;
            }
            std::uint64_t chosen = count == 1 ? 0 : random.below(count);
            auto span = node.spans.begin();
            while (chosen > span->last - span->first) {
                chosen -= span->last - span->first + 1;
                ++span;
            }
            appendUtf8(out, span->first + static_cast<char32_t>(chosen));
            continue;
        }
        const std::size_t count = node.choices.size();
        for (const Node &item : node.choices[count == 1 ? 0 : random.below(count)]) {
            appendNode(out, random, item);
        }
    }
}

void Pattern::append(std::string &out, Random &random) const
{
    appendNode(out, random, m_root);
}

} // namespace core::stream_generator
