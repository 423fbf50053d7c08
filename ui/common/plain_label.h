// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace ui {

enum class TextRole
{
    Body,
    Title,
    Heading,
    Strong,
    Secondary,
    Mono, ///< a peer's own words, payloads
    Native ///< a library's name of an option
};

enum class Tone
{
    Normal,
    Quiet,
    Accent,
    Ok,
    Warning,
    Error
};

enum class Wrap
{
    No,
    Yes
};

/// A label that never takes its text for markup; the only kind of label in the window.
class PlainLabel : public QLabel
{
    Q_OBJECT

public:
    explicit PlainLabel(const QString &text = {}, TextRole role = TextRole::Body,
                        QWidget *parent = nullptr, Wrap wrap = Wrap::No);
    void setTone(Tone tone);
};

} // namespace ui
