// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/samples/samples_model.h"

#include <QDate>
#include <QFrame>

QT_BEGIN_NAMESPACE
class QLineEdit;
QT_END_NAMESPACE

namespace ui {

class PlainLabel;

/// A place among samples: a position, or a time of day with seconds.
struct JumpTarget
{
    std::optional<std::int64_t> position = {};
    std::optional<std::int64_t> timeMs = {}; ///< wall clock
};

/// "1204551", "14:02", "14:02:31", "14:02:31.204" (of `day`), "2026-01-20 14:02:31".
std::optional<JumpTarget> readJumpTarget(const QString &text, QDate day);

/// The row it means: of a position that one, or else the closest behind it; of a time the first
/// that was received then or later. -1 where none is that far.
int rowOf(const JumpTarget &target, const SamplesModel &model);

/// Asks for a place over the samples; Esc closes it. GUI thread.
class JumpBox final : public QFrame
{
    Q_OBJECT

public:
    explicit JumpBox(QWidget *parent);

    /// Below `anchor`.
    void open(const QWidget &anchor);
    void say(const QString &words); ///< why it stays open
    QLineEdit *line() const { return m_line; }

Q_SIGNALS:
    void wanted(const ui::JumpTarget &target);

private:
    void read();

    QLineEdit *m_line;
    PlainLabel *m_words;
};

} // namespace ui
