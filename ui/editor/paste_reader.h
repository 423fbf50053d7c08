// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace ui {

/// One setting that a pasted text contains, in words that any schema can be asked for.
struct PastedFact
{
    QString name; ///< "bootstrap.servers", "url", "tls", "topic" …: native names where there are
    QString value;
    bool isSecret = false;
};

/// What a pasted text says. A value; holds secrets, so it must not outlive the paste.
struct PastedText
{
    enum class Form
    {
        Unknown,
        HostList,
        WebSocketUrl,
        Properties,
        EventHubs,
        OtherUrl
    };

    Form form = Form::Unknown;
    QStringList types = {}; ///< entry types that it can be about, best first
    std::vector<PastedFact> facts = {};
    QStringList ignored = {}; ///< names of settings that mean nothing here; never values
};

/// Reads connection settings as people receive them: host:port lists, ws(s) URLs, Kafka properties
/// with JAAS, Event Hubs connection strings. Hostile input expected; at most 64 KiB are looked at.
PastedText readPaste(const QString &text);

} // namespace ui
