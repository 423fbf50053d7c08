// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/plain_label.h"

#include "ui/common/theme.h"

using namespace Qt::StringLiterals;

namespace ui {
namespace {

QString nameOf(TextRole role)
{
    switch (role) {
    case TextRole::Title: return u"title"_s;
    case TextRole::Heading: return u"heading"_s;
    case TextRole::Strong: return u"strong"_s;
    case TextRole::Secondary: return u"secondary"_s;
    case TextRole::Mono: return u"mono"_s;
    case TextRole::Native: return u"native"_s;
    case TextRole::Body: break;
    }
    return u"body"_s;
}

QString nameOf(Tone tone)
{
    switch (tone) {
    case Tone::Ok: return u"ok"_s;
    case Tone::Warning: return u"warning"_s;
    case Tone::Error: return u"error"_s;
    case Tone::Quiet: return u"quiet"_s;
    case Tone::Accent: return u"accent"_s;
    case Tone::Normal: break;
    }
    return {};
}

} // namespace

PlainLabel::PlainLabel(const QString &text, TextRole role, QWidget *parent, Wrap wrap)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(wrap == Wrap::Yes);
    setProperty("textRole", nameOf(role));
    setText(text);
}

void PlainLabel::setTone(Tone tone)
{
    setStyleProperty(this, "tone", nameOf(tone));
}

} // namespace ui
