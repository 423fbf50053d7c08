// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/field_codecs.h"

#include "core/schema/field_findings.h"

#include <QLocale>

#include <cmath>

using namespace Qt::StringLiterals;

namespace core::codecs {
namespace {

template <typename T>
T &as(void *member)
{
    return *static_cast<T *>(member);
}

template <typename T>
const T &as(const void *member)
{
    return *static_cast<const T *>(member);
}

bool inRange(std::int64_t value, const FieldSpec &spec)
{
    return value >= spec.range.min && value <= spec.range.max;
}

QString bound(std::int64_t value, FieldKind kind)
{
    switch (kind) {
    case FieldKind::Duration: return formatDuration(std::chrono::nanoseconds(value));
    case FieldKind::Bytes: return formatByteSize(value);
    default: return QString::number(value);
    }
}

void addOutOfRange(Findings &out, const Node &node, const QString &path, const FieldSpec &spec)
{
    const FieldKind kind = spec.member.codec->kind;
    constexpr Range kOpen;
    if (spec.range.max == kOpen.max) {
        addFieldError(out, node, path, "field.range",
                      text(WEIR_TEXT("Must be at least %1")).arg(bound(spec.range.min, kind)));
    } else if (spec.range.min == kOpen.min) {
        addFieldError(out, node, path, "field.range",
                      text(WEIR_TEXT("Must be at most %1")).arg(bound(spec.range.max, kind)));
    } else {
        addFieldError(out, node, path, "field.range",
                      text(WEIR_TEXT("Must lie between %1 and %2"))
                          .arg(bound(spec.range.min, kind), bound(spec.range.max, kind)));
    }
}

/// A scalar, or a finding that says what was expected instead.
bool expectScalar(const Node &node, const QString &path, Findings &out, const char *expected)
{
    if (node.isScalar()) {
        return true;
    }
    addFieldError(out, node, path, "field.type",
                  text(WEIR_TEXT("Expected %1")).arg(text(expected)));
    return false;
}

void readTextInto(QString &target, const Node &node, const FieldSpec &spec, const QString &path,
                  Findings &out)
{
    if (node.isNull()) {
        target.clear();
        return;
    }
    if (!expectScalar(node, path, out, WEIR_TEXT("text"))) {
        return;
    }
    constexpr qsizetype kLongest = 64 * 1024;
    const bool bounded = spec.range.max != Range().max;
    if (node.text.size() > kLongest || (bounded && !inRange(node.text.size(), spec))) {
        const std::int64_t most = bounded ? spec.range.max : kLongest;
        addFieldError(out, node, path, "field.length",
                      text(WEIR_TEXT("The text is longer than %1 characters")).arg(most));
        return;
    }
    target = node.text;
}

} // namespace

void readText(void *member, const Node &node, const FieldSpec &spec, const QString &path,
              Findings &out)
{
    readTextInto(as<QString>(member), node, spec, path, out);
}

Node writeText(const void *member, const FieldSpec &)
{
    return Node::quotedText(as<QString>(member));
}

void readSecret(void *member, const Node &node, const FieldSpec &spec, const QString &path,
                Findings &out)
{
    QString reference;
    readTextInto(reference, node, spec, path, out);
    if (!reference.isEmpty() && !isSecretReference(reference)) {
        addFieldError(out, node, path, "secret.in_clear",
                      text(WEIR_TEXT("A secret must not stand in the file in clear text")),
                      text(WEIR_TEXT("Write ${env:NAME}, ${file:PATH} or ${keyring:PATH}")));
        return;
    }
    as<Secret>(member) = Secret(reference);
}

Node writeSecret(const void *member, const FieldSpec &)
{
    return Node::quotedText(as<Secret>(member).reference());
}

void readBool(void *member, const Node &node, const FieldSpec &, const QString &path, Findings &out)
{
    if (node.isScalar() && !node.quoted && (node.text == u"true"_s || node.text == u"false"_s)) {
        as<bool>(member) = node.text == u"true"_s;
        return;
    }
    addFieldError(out, node, path, "field.type", text(WEIR_TEXT("Expected true or false")));
}

Node writeBool(const void *member, const FieldSpec &)
{
    return Node::scalar(as<bool>(member) ? u"true"_s : u"false"_s);
}

void readInteger(void *member, const Node &node, const FieldSpec &spec, const QString &path,
                 Findings &out)
{
    bool ok = node.isScalar() && !node.quoted && !node.text.startsWith(u'+');
    const qint64 value = ok ? node.text.toLongLong(&ok, 10) : 0;
    if (!ok) {
        addFieldError(out, node, path, "field.type", text(WEIR_TEXT("Expected a whole number")));
    } else if (!inRange(value, spec)) {
        addOutOfRange(out, node, path, spec);
    } else {
        as<std::int64_t>(member) = value;
    }
}

Node writeInteger(const void *member, const FieldSpec &)
{
    return Node::scalar(QString::number(as<std::int64_t>(member)));
}

void readDecimal(void *member, const Node &node, const FieldSpec &spec, const QString &path,
                 Findings &out)
{
    bool ok = node.isScalar() && !node.quoted;
    const double value = ok ? node.text.toDouble(&ok) : 0;
    if (!ok || !std::isfinite(value)) {
        addFieldError(out, node, path, "field.type", text(WEIR_TEXT("Expected a number")));
    } else if (value < static_cast<double>(spec.range.min)
               || value > static_cast<double>(spec.range.max)) {
        addOutOfRange(out, node, path, spec);
    } else {
        as<double>(member) = value;
    }
}

Node writeDecimal(const void *member, const FieldSpec &)
{
    return Node::scalar(QString::number(as<double>(member), 'g', QLocale::FloatingPointShortest));
}

void readDuration(void *member, const Node &node, const FieldSpec &spec, const QString &path,
                  Findings &out)
{
    if (!expectScalar(node, path, out, WEIR_TEXT("a length of time such as 200ms"))) {
        return;
    }
    const Result<Duration> parsed = parseDuration(node.text);
    if (!parsed) {
        addFieldError(out, node, path, parsed.error().id, parsed.error().message);
    } else if (!inRange(parsed->value.count(), spec)) {
        addOutOfRange(out, node, path, spec);
    } else {
        as<Duration>(member) = *parsed;
    }
}

Node writeDuration(const void *member, const FieldSpec &)
{
    const auto &duration = as<Duration>(member);
    return Node::scalar(duration.text.isEmpty() ? formatDuration(duration.value) : duration.text);
}

void readBytes(void *member, const Node &node, const FieldSpec &spec, const QString &path,
               Findings &out)
{
    if (!expectScalar(node, path, out, WEIR_TEXT("a number of bytes such as 16MiB"))) {
        return;
    }
    const Result<ByteSize> parsed = parseByteSize(node.text);
    if (!parsed) {
        addFieldError(out, node, path, parsed.error().id, parsed.error().message);
    } else if (!inRange(parsed->value, spec)) {
        addOutOfRange(out, node, path, spec);
    } else {
        as<ByteSize>(member) = *parsed;
    }
}

Node writeBytes(const void *member, const FieldSpec &)
{
    const auto &size = as<ByteSize>(member);
    return Node::scalar(size.text.isEmpty() ? formatByteSize(size.value) : size.text);
}

void readPem(void *member, const Node &node, const FieldSpec &spec, const QString &path,
             Findings &out)
{
    readTextInto(as<Pem>(member).text, node, spec, path, out);
}

Node writePem(const void *member, const FieldSpec &)
{
    return Node::quotedText(as<Pem>(member).text);
}

void readFile(void *member, const Node &node, const FieldSpec &spec, const QString &path,
              Findings &out)
{
    QString &target = as<FilePath>(member).text;
    readTextInto(target, node, spec, path, out);
    if (target.contains(QChar(u'\0'))) {
        target.clear();
        addFieldError(out, node, path, "field.type", text(WEIR_TEXT("A path cannot contain NUL")));
    }
}

Node writeFile(const void *member, const FieldSpec &)
{
    return Node::quotedText(as<FilePath>(member).text);
}

} // namespace core::codecs
