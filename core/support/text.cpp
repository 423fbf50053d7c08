// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/text.h"

#include <QCoreApplication>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace core {

QString text(const char *marked)
{
    return QCoreApplication::translate("core", marked);
}

namespace {

bool isHarmful(char32_t c)
{
    const bool control = c < 0x20 || (c >= 0x7f && c < 0xa0);
    const bool bidi = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x061c;
    const bool invisible =
        (c >= 0x200b && c <= 0x200f) || c == 0xfeff || (c >= 0x2028 && c <= 0x2029);
    return control || bidi || invisible;
}

QString escaped(char32_t c)
{
    switch (c) {
    case U'\n': return u"\\n"_s;
    case U'\t': return u"\\t"_s;
    case U'\r': return u"\\r"_s;
    default: return u"\\u%1"_s.arg(static_cast<uint>(c), 4, 16, QLatin1Char('0'));
    }
}

} // namespace

QString visibleText(const QString &foreign, qsizetype limit)
{
    QString result;
    result.reserve(std::min(foreign.size(), limit) + 8);
    for (const QChar character : QStringView(foreign).left(limit)) {
        if (isHarmful(character.unicode())) {
            result += escaped(character.unicode());
        } else {
            result += character;
        }
    }
    if (foreign.size() > limit) {
        result += u'…';
    }
    return result;
}

QString redacted(const QString &words)
{
    static const QRegularExpression assignments(
        u"((?:password|passwd|secret|sharedaccesskey|token|api[_-]?key)"
        "[\"']?\\s*[=:]\\s*[\"']?)[^\\s,;&\"']+"_s,
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression bearer(u"((?:Bearer|Basic)\\s+)[A-Za-z0-9+/=._~-]{6,}"_s);
    static const QRegularExpression tokens(u"\\b(?:eyJ[A-Za-z0-9._-]{10,}|AKIA[A-Z0-9]{12,})"_s);
    static const QRegularExpression userinfo(u"(://)[^/@\\s]+@"_s);
    QString result = words;
    result.replace(assignments, u"\\1***"_s);
    result.replace(bearer, u"\\1***"_s);
    result.replace(tokens, u"***"_s);
    result.replace(userinfo, u"\\1***@"_s);
    return result;
}

} // namespace core
