// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/field_codecs.h"
#include "core/schema/field_findings.h"
#include "core/support/text.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace core::codecs {
namespace {

/// A number or bool must stand without quotes: "5" is a text.
bool takePlain(const Node &node, const QString &path, const QString &expected, Findings &out)
{
    if (!expectScalar(node, path, expected, out)) {
        return false;
    }
    if (node.quoted) {
        addFieldError(out, node, path, "field.type",
                      text(WEIR_TEXT("This needs %1, not a text in quotes")).arg(expected),
                      text(WEIR_TEXT("Remove the quotes")));
        return false;
    }
    return true;
}

bool looksWhole(QStringView text)
{
    if (text.startsWith(u'-') || text.startsWith(u'+')) {
        text = text.mid(1);
    }
    return !text.isEmpty()
        && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

/// Bounds are whole numbers: a decimal lies inside when both of its neighbours do.
std::int64_t saturated(double whole)
{
    constexpr double kLimit = 9.2e18;
    return static_cast<std::int64_t>(std::clamp(whole, -kLimit, kLimit));
}

/// Durations and byte sizes have a parser of their own that says what is wrong.
template <typename Value>
void readMeasure(Value &target, Result<Value> (*parse)(const QString &),
                 std::int64_t (*measure)(const Value &), const Node &node, const FieldSpec &spec,
                 const QString &path, const QString &expected, Findings &out)
{
    if (!expectScalar(node, path, expected, out)) {
        return;
    }
    Result<Value> parsed = parse(node.text);
    if (!parsed) {
        addFieldError(out, node, path, parsed.error().id, parsed.error().message);
    } else if (checkRange(measure(*parsed), spec, node, path, out)) {
        target = *std::move(parsed);
    }
}

} // namespace

void readBool(void *member, const Node &node, const FieldSpec &, const QString &path, Findings &out)
{
    const QString expected = text(WEIR_TEXT("true or false"));
    if (!takePlain(node, path, expected, out)) {
        return;
    }
    const bool isTrue = node.text == "true"_L1 || node.text == "True"_L1 || node.text == "TRUE"_L1;
    const bool isFalse =
        node.text == "false"_L1 || node.text == "False"_L1 || node.text == "FALSE"_L1;
    if (isTrue || isFalse) {
        *static_cast<bool *>(member) = isTrue;
    } else {
        addKindError(out, node, path, expected);
    }
}

Node writeBool(const void *member, const FieldSpec &)
{
    return Node::scalar(*static_cast<const bool *>(member) ? u"true"_s : u"false"_s);
}

void readInteger(void *member, const Node &node, const FieldSpec &spec, const QString &path,
                 Findings &out)
{
    const QString expected = text(WEIR_TEXT("a whole number"));
    if (!takePlain(node, path, expected, out)) {
        return;
    }
    if (!looksWhole(node.text)) {
        addKindError(out, node, path, expected);
        return;
    }
    bool fits = false;
    const std::int64_t value = node.text.toLongLong(&fits, 10);
    if (!fits) {
        addFieldError(out, node, path, "field.range", text(WEIR_TEXT("This number is too large")));
    } else if (checkRange(value, spec, node, path, out)) {
        *static_cast<std::int64_t *>(member) = value;
    }
}

Node writeInteger(const void *member, const FieldSpec &)
{
    return Node::scalar(QString::number(*static_cast<const std::int64_t *>(member)));
}

void readDecimal(void *member, const Node &node, const FieldSpec &spec, const QString &path,
                 Findings &out)
{
    const QString expected = text(WEIR_TEXT("a number"));
    if (!takePlain(node, path, expected, out)) {
        return;
    }
    bool ok = false;
    const double value = node.text.toDouble(&ok);
    if (!ok || !std::isfinite(value)) {
        addKindError(out, node, path, expected);
    } else if (checkRange(saturated(std::floor(value)), spec, node, path, out)
               && checkRange(saturated(std::ceil(value)), spec, node, path, out)) {
        *static_cast<double *>(member) = value;
    }
}

Node writeDecimal(const void *member, const FieldSpec &)
{
    return Node::scalar(
        QString::number(*static_cast<const double *>(member), 'g', QLocale::FloatingPointShortest));
}

void readDuration(void *member, const Node &node, const FieldSpec &spec, const QString &path,
                  Findings &out)
{
    readMeasure<Duration>(
        *static_cast<Duration *>(member), parseDuration,
        [](const Duration &duration) { return std::int64_t{duration.value.count()}; }, node, spec,
        path, text(WEIR_TEXT("a length of time")), out);
}

Node writeDuration(const void *member, const FieldSpec &)
{
    const Duration &duration = *static_cast<const Duration *>(member);
    const Result<Duration> typed = parseDuration(duration.text);
    const bool isCurrent = typed && *typed == duration;
    return Node::scalar(isCurrent ? duration.text : formatDuration(duration.value));
}

void readBytes(void *member, const Node &node, const FieldSpec &spec, const QString &path,
               Findings &out)
{
    readMeasure<ByteSize>(
        *static_cast<ByteSize *>(member), parseByteSize,
        [](const ByteSize &size) { return size.value; }, node, spec, path,
        text(WEIR_TEXT("a number of bytes")), out);
}

Node writeBytes(const void *member, const FieldSpec &)
{
    const ByteSize &size = *static_cast<const ByteSize *>(member);
    const Result<ByteSize> typed = parseByteSize(size.text);
    const bool isCurrent = typed && *typed == size;
    return Node::scalar(isCurrent ? size.text : formatByteSize(size.value));
}

} // namespace core::codecs
