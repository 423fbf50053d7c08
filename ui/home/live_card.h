// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/card.h"
#include "ui/home/preview_flow.h"

QT_BEGIN_NAMESPACE
class QLayout;
class QCheckBox;
QT_END_NAMESPACE

namespace ui {

class ChartCard;
class ElidedText;
class SegmentedChoice;

/// The first thing a newcomer sees move: a rate curve, the last five messages, and that all of it
/// was made up here. GUI thread.
class LiveCard final : public Card
{
    Q_OBJECT

public:
    static constexpr int kMessages = 5;

    explicit LiveCard(PreviewFlow &preview, QWidget *parent = nullptr);

    void beat();
    bool isOn() const;
    void setOn(bool on);
    QStringList messages() const; ///< as they stand there, newest last

Q_SIGNALS:
    void switched(bool on);
    void firstRow();

private:
    QLayout *makeHead();
    QLayout *makeMessages();
    void showMessages();
    void clearMessages();

    PreviewFlow &m_preview;
    QCheckBox *m_switch;
    SegmentedChoice *m_shape;
    ChartCard *m_chart;
    QList<PlainLabel *> m_times;
    QList<ElidedText *> m_rows;
    QList<std::pair<QString, QString>> m_last; ///< time and text, newest last
    std::uint64_t m_newest = 0;
    std::uint64_t m_beats = 0;
};

} // namespace ui
