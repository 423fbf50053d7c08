// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/line_chart.h"
#include "ui/common/card.h"

QT_BEGIN_NAMESPACE
class QHBoxLayout;
QT_END_NAMESPACE

namespace ui {

class ElidedText;
class SegmentedChoice;

/// A chart with its title and the present value of each series in that series' colour.
class ChartCard final : public Card
{
    Q_OBJECT

public:
    ChartCard(const QString &title, const QStringList &names, const LineChart::Label &label,
              QWidget *parent = nullptr);

    LineChart &chart() { return *m_chart; }
    void setPoints(const QList<QList<QPointF>> &series);
    /// Of this moment; they stand beside the title while the cursor is elsewhere.
    void setValues(const QStringList &values);
    /// Shows the values there instead; NaN for none.
    void setCursor(double x);
    void setNote(const QString &note); ///< "no data for 12 s"
    QString note() const;
    /// In place of the title stand those of all charts that share this place.
    void offerAmong(const QStringList &titles, int own);
    void focusTitle();

Q_SIGNALS:
    void otherWanted(int index); ///< of the titles

protected:
    void changeEvent(QEvent *event) override;

private:
    void applyColors();
    void showValues();

    LineChart::Label m_label;
    QList<QList<QPointF>> m_points;
    QStringList m_present;
    double m_cursor = qQNaN();
    QList<PlainLabel *> m_values;
    QHBoxLayout *m_head;
    ElidedText *m_title;
    SegmentedChoice *m_choice = nullptr; ///< where several share the place
    ElidedText *m_note;
    LineChart *m_chart;
};

/// "12 k", "1.5 M": as short as an axis needs.
QString shortFigure(double value);
/// "12 kB", "1.5 MB", in powers of 1000.
QString shortBytes(double value);

} // namespace ui
