// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/field_findings.h"

#include "core/schema/field_codecs.h"
#include "core/support/text.h"

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;

namespace core {
namespace {

constexpr std::int64_t kLowest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kHighest = std::numeric_limits<std::int64_t>::max();

QString boundText(std::int64_t bound, FieldKind kind)
{
    switch (kind) {
    case FieldKind::Duration: return formatDuration(std::chrono::nanoseconds(bound));
    case FieldKind::ByteSize: return formatByteSize(bound);
    default: return QString::number(bound);
    }
}

QString rangeText(const FieldSpec &spec)
{
    const FieldKind kind = spec.member.codec->kind;
    const bool bounded = spec.range.min != kLowest;
    if (bounded && spec.range.max != kHighest) {
        return text(WEIR_TEXT("%1 to %2"))
            .arg(boundText(spec.range.min, kind), boundText(spec.range.max, kind));
    }
    if (bounded) {
        return text(WEIR_TEXT("at least %1")).arg(boundText(spec.range.min, kind));
    }
    return spec.range.max == kHighest
        ? QString()
        : text(WEIR_TEXT("at most %1")).arg(boundText(spec.range.max, kind));
}

QString kindText(const Node &node)
{
    switch (node.kind) {
    case Node::Kind::Null: return text(WEIR_TEXT("nothing"));
    case Node::Kind::List: return text(WEIR_TEXT("a list"));
    case Node::Kind::Map: return text(WEIR_TEXT("a map"));
    case Node::Kind::Scalar: break;
    }
    return u'"' + visibleText(node.text, 64) + u'"';
}

QString simplified(const QString &text)
{
    QString plain;
    for (const QChar letter : text.toLower()) {
        if (letter.isLetterOrNumber()) {
            plain.append(letter);
        }
    }
    return plain;
}

qsizetype editDistance(const QString &a, const QString &b)
{
    std::vector<qsizetype> row(static_cast<std::size_t>(b.size()) + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        qsizetype diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j < row.size(); ++j) {
            const bool same = a[i - 1] == b[static_cast<qsizetype>(j) - 1];
            const qsizetype changed = diagonal + (same ? 0 : 1);
            diagonal = std::exchange(row[j], std::min({changed, row[j] + 1, row[j - 1] + 1}));
        }
    }
    return row.back();
}

} // namespace

void addFieldError(Findings &out, const Node &node, const QString &path, const char *code,
                   QString message, QString fix)
{
    out.push_back(Finding{.severity = Severity::Error,
                          .code = QString::fromLatin1(code),
                          .path = path,
                          .line = node.line,
                          .column = node.column,
                          .message = std::move(message),
                          .fix = std::move(fix)});
}

void addKindError(Findings &out, const Node &node, const QString &path, const QString &expected,
                  QString fix)
{
    addFieldError(out, node, path, "field.type",
                  text(WEIR_TEXT("This needs %1, not %2")).arg(expected, kindText(node)),
                  std::move(fix));
}

bool checkRange(std::int64_t value, const FieldSpec &spec, const Node &node, const QString &path,
                Findings &out)
{
    if (value >= spec.range.min && value <= spec.range.max) {
        return true;
    }
    switch (spec.member.codec->kind) {
    case FieldKind::Text:
    case FieldKind::Pem:
    case FieldKind::File:
        addFieldError(out, node, path, "field.length",
                      text(WEIR_TEXT("The number of characters must be %1")).arg(rangeText(spec)));
        break;
    case FieldKind::List:
    case FieldKind::Map:
        addFieldError(out, node, path, "field.length",
                      text(WEIR_TEXT("The number of items must be %1")).arg(rangeText(spec)));
        break;
    default:
        addFieldError(out, node, path, "field.range",
                      text(WEIR_TEXT("This must be %1")).arg(rangeText(spec)));
    }
    return false;
}

bool checkCharacters(const QString &value, const FieldSpec &spec, const Node &node,
                     const QString &path, Findings &out)
{
    QString withoutTabs = value; // a column may be divided by them
    withoutTabs.remove(u'\t');
    if (spec.multiline || visibleText(withoutTabs, value.size()) == withoutTabs) {
        return true;
    }
    addFieldError(out, node, path, "field.characters",
                  text(WEIR_TEXT("Line breaks and characters that cannot be seen have no place "
                                 "here: %1"))
                      .arg(visibleText(value, 64)),
                  text(WEIR_TEXT("Type it again without them")));
    return false;
}

bool expectScalar(const Node &node, const QString &path, const QString &expected, Findings &out)
{
    if (!node.isScalar()) {
        addKindError(out, node, path, expected);
        return false;
    }
    return true;
}

QString choiceLike(std::span<const Choice> choices, const QString &words)
{
    const QString wanted = simplified(words);
    const auto says = [&wanted](const char *text) {
        return !wanted.isEmpty() && simplified(QString::fromUtf8(text)) == wanted;
    };
    const auto isNamed = [&](const Choice &choice) { return says(choice.key); };
    const auto isCalled = [&](const Choice &choice) {
        const QStringList names = QString::fromUtf8(choice.also).split(u' ', Qt::SkipEmptyParts);
        return names.contains(words, Qt::CaseInsensitive) || says(choice.label);
    };
    auto found = std::ranges::find_if(choices, isNamed);
    found = found == choices.end() ? std::ranges::find_if(choices, isCalled) : found;
    return found == choices.end() ? QString() : QString::fromUtf8(found->key);
}

QString nearestName(const QString &typed, const QStringList &known)
{
    constexpr qsizetype kLongestCompared = 64;
    const QString wanted = typed.left(kLongestCompared).toLower();
    QString best;
    qsizetype bestDistance = std::max<qsizetype>(2, wanted.size() / 3) + 1;
    for (const QString &candidate : known) {
        const qsizetype distance = editDistance(wanted, candidate.toLower());
        if (distance < bestDistance && distance < candidate.size()) {
            best = candidate;
            bestDistance = distance;
        }
    }
    return best;
}

} // namespace core
