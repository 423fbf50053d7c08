// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QButtonGroup>
#include <QWidget>

namespace ui {

/// One of a few values, all of them visible in a row. Arrow keys move, as among radio buttons.
class SegmentedChoice final : public QWidget
{
    Q_OBJECT

public:
    enum class Height
    {
        Usual,
        Low ///< as the title of a card
    };

    explicit SegmentedChoice(QWidget *parent = nullptr) : SegmentedChoice(Height::Usual, parent) { }
    SegmentedChoice(Height height, QWidget *parent);

    void addOption(const QString &text);
    int count() const { return static_cast<int>(m_group.buttons().size()); }
    int current() const { return m_group.checkedId(); }
    void setCurrent(int index); ///< emits nothing
    void setOptionEnabled(int index, bool enabled, const QString &reason = {});
    void setOptionName(int index, const QString &accessibleName);
    void setErrorMark(bool on);

    /// Width that a row of these texts needs.
    static int widthFor(const QStringList &texts, const QFont &font);

Q_SIGNALS:
    void currentChanged(int index);

protected:
    void paintEvent(QPaintEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    const Height m_height;
    QButtonGroup m_group;
    bool m_error = false;
};

} // namespace ui
