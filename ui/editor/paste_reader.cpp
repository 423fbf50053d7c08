// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/paste_reader.h"

#include "core/support/text.h"

#include <QRegularExpression>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr qsizetype kLongest = 64 * 1024;
constexpr qsizetype kMostLines = 1000;

void add(PastedText &out, const QString &name, const QString &value, bool isSecret = false)
{
    if (!value.isEmpty()) {
        out.facts.push_back(PastedFact{.name = name, .value = value, .isSecret = isSecret});
    }
}

QString unquoted(const QString &text)
{
    const QString trimmed = text.trimmed();
    const bool isQuoted = trimmed.size() >= 2 && (trimmed[0] == u'"' || trimmed[0] == u'\'')
        && trimmed.back() == trimmed[0];
    return isQuoted ? trimmed.mid(1).chopped(1) : trimmed;
}

/// `…LoginModule required username="u" password="p";`
void readJaas(const QString &jaas, PastedText &out)
{
    static const QRegularExpression kOption(
        uR"re((\w+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\s;]+)))re"_s);
    auto found = kOption.globalMatch(jaas);
    while (found.hasNext()) {
        const QRegularExpressionMatch option = found.next();
        const QString name = option.captured(1);
        QString value = option.captured(2) + option.captured(3) + option.captured(4);
        value.replace("\\\""_L1, "\""_L1);
        value.replace("\\\\"_L1, "\\"_L1);
        if (name == "username"_L1) {
            add(out, u"sasl.username"_s, value);
        } else if (name == "password"_L1) {
            add(out, u"sasl.password"_s, value, true);
        } else {
            out.ignored.append(u"sasl.jaas.config "_s + core::visibleText(name, 64));
        }
    }
}

void readProperty(const QString &name, const QString &value, PastedText &out)
{
    static const QStringList kSecrets{u"sasl.password"_s,         u"ssl.key.password"_s,
                                      u"ssl.keystore.password"_s, u"ssl.truststore.password"_s,
                                      u"ssl.key.pem"_s,           u"ssl.keystore.key"_s};
    if (name == "sasl.jaas.config"_L1) {
        readJaas(value, out);
    } else if (name == "security.protocol"_L1) {
        add(out, u"tls"_s, value.toUpper().contains("SSL"_L1) ? u"true"_s : u"false"_s);
        if (!value.toUpper().startsWith("SASL"_L1)) {
            add(out, u"sasl.mechanism"_s, u"none"_s);
        }
    } else if (name == "sasl.mechanisms"_L1) {
        add(out, u"sasl.mechanism"_s, value);
    } else if (name == "metadata.broker.list"_L1) {
        add(out, u"bootstrap.servers"_s, value);
    } else {
        add(out, name, value, kSecrets.contains(name));
    }
}

QStringList joinedLines(const QString &text)
{
    QString whole = text;
    whole.replace("\r\n"_L1, "\n"_L1);
    whole.replace("\\\n"_L1, " "_L1); // a property may go on in the next line
    return whole.split(u'\n', Qt::SkipEmptyParts).mid(0, kMostLines);
}

bool readProperties(const QString &text, PastedText &out)
{
    static const QRegularExpression kProperty(uR"(^\s*([A-Za-z][\w.\-]*)\s*[=:]\s*(.*)$)"_s);
    bool known = false;
    for (const QString &line : joinedLines(text)) {
        const QString trimmed = line.trimmed();
        if (trimmed.startsWith(u'#') || trimmed.startsWith(u'!') || trimmed.isEmpty()) {
            continue;
        }
        const QRegularExpressionMatch match = kProperty.match(trimmed);
        if (!match.hasMatch()) {
            out.ignored.append(core::text(WEIR_TEXT("a line that is no name=value")));
            continue;
        }
        const QString name = match.captured(1);
        known = known || name.contains(u'.') || name == "topic"_L1;
        readProperty(name, unquoted(match.captured(2)), out);
    }
    out.form = PastedText::Form::Properties;
    out.types = {u"kafka"_s};
    return known;
}

bool readEventHubs(const QString &text, PastedText &out)
{
    if (!text.startsWith("Endpoint=sb://"_L1, Qt::CaseInsensitive) || text.contains(u'\n')) {
        return false;
    }
    QString topic;
    QString host;
    QStringList kept; // what signs in: the string without the hub's name
    for (const QString &part : text.split(u';', Qt::SkipEmptyParts)) {
        const QString name = part.section(u'=', 0, 0).trimmed();
        const QString value = part.section(u'=', 1).trimmed();
        if (name.compare("EntityPath"_L1, Qt::CaseInsensitive) == 0) {
            topic = value;
            continue;
        }
        if (name.compare("Endpoint"_L1, Qt::CaseInsensitive) == 0) {
            host = QUrl(value).host();
        }
        kept.append(part.trimmed());
    }
    if (host.isEmpty()) {
        return false;
    }
    out.form = PastedText::Form::EventHubs;
    out.types = {u"kafka"_s};
    add(out, u"host.type"_s, u"Eventhub"_s);
    add(out, u"bootstrap.servers"_s, host + u":9093"_s);
    add(out, u"tls"_s, u"true"_s);
    add(out, u"sasl.mechanism"_s, u"PLAIN"_s);
    add(out, u"sasl.username"_s, u"$ConnectionString"_s);
    add(out, u"sasl.password"_s, topic.isEmpty() ? text : kept.join(u';'), true);
    add(out, u"topic"_s, topic);
    return true;
}

/// Without the user's name and password, and otherwise byte for byte.
QString withoutUserInfo(const QString &url)
{
    static const QRegularExpression kUserInfo(uR"(^([a-z]+://)[^/?#@]*@)"_s,
                                              QRegularExpression::CaseInsensitiveOption);
    return QString(url).replace(kUserInfo, u"\\1"_s);
}

bool readUrl(const QString &text, PastedText &out)
{
    static const QRegularExpression kUrl(uR"(^([a-z][a-z0-9+.\-]*)://\S+$)"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = kUrl.match(text);
    if (!match.hasMatch()) {
        return false;
    }
    const QString scheme = match.captured(1).toLower();
    const QUrl url(text);
    out.types = {scheme};
    out.form = PastedText::Form::OtherUrl;
    if (scheme == "ws"_L1 || scheme == "wss"_L1) {
        out.form = PastedText::Form::WebSocketUrl;
        out.types = {u"websocket"_s};
        add(out, u"url"_s, withoutUserInfo(text));
        if (!url.userName().isEmpty() || !url.password().isEmpty()) {
            add(out, u"auth"_s, u"basic"_s);
        }
        add(out, u"username"_s, url.userName(QUrl::FullyDecoded));
        add(out, u"password"_s, url.password(QUrl::FullyDecoded), true);
    }
    return true;
}

bool readHosts(const QString &text, PastedText &out)
{
    static const QRegularExpression kHosts(
        uR"(^\s*(?:\[[0-9A-Fa-f:.]+\]|[\w.\-]+):\d{1,5}(?:[\s,;]+(?:\[[0-9A-Fa-f:.]+\]|[\w.\-]+):\d{1,5})*[\s,;]*$)"_s);
    if (!kHosts.match(text).hasMatch()) {
        return false;
    }
    static const QRegularExpression kBetween(uR"([\s,;]+)"_s);
    out.form = PastedText::Form::HostList;
    out.types = {u"kafka"_s};
    add(out, u"bootstrap.servers"_s, text.split(kBetween, Qt::SkipEmptyParts).join(u','));
    return true;
}

} // namespace

PastedText readPaste(const QString &text)
{
    const QString given = unquoted(text.left(kLongest));
    PastedText out;
    if (readEventHubs(given, out) || readUrl(given, out) || readHosts(given, out)
        || readProperties(given, out)) {
        return out;
    }
    return {};
}

} // namespace ui
