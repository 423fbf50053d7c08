// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/websocket/sequence_watch.h"

#include <simdjson.h>

namespace core::websocket {

SequenceWatch::SequenceWatch(const QString &path)
    : m_pointer(pointerOf(path)), m_parser(std::make_unique<simdjson::dom::parser>())
{ }

SequenceWatch::~SequenceWatch() = default;

std::string SequenceWatch::pointerOf(const QString &path)
{
    QString rest = path.trimmed();
    if (rest.startsWith(u'/')) {
        return rest.toStdString();
    }
    if (rest.startsWith(u'$')) {
        rest.remove(0, 1);
    }
    if (rest.startsWith(u'.')) {
        rest.remove(0, 1);
    }
    if (rest.isEmpty() || rest.startsWith(u'.') || rest.endsWith(u'.')
        || rest.contains(QStringLiteral(".."))) {
        return {};
    }
    rest.replace(u'~', QStringLiteral("~0")).replace(u'/', QStringLiteral("~1"));
    return '/' + rest.replace(u'.', u'/').toStdString();
}

void SequenceWatch::see(Bytes message)
{
    std::int64_t number = 0;
    const auto failure =
        m_parser->parse(textOf(message).data(), message.size()).at_pointer(m_pointer).get(number);
    if (failure) {
        return; // answers, heartbeats
    }
    if (m_last && number > *m_last + 1) {
        m_missing += static_cast<std::uint64_t>(number - *m_last - 1);
    } else if (m_last && number <= *m_last) {
        ++m_repeated;
        return;
    }
    m_last = number;
}

} // namespace core::websocket
