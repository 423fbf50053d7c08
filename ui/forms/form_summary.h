// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/forms/form_model.h"

#include <QWidget>

#include <vector>

class QHBoxLayout;
class QPushButton;

namespace ui {

class PlainLabel;

/// "Advanced: Compression gzip · Prefetch 32MiB": every value that differs, as far as there is
/// room, each a way to its field.
class FormSummary final : public QWidget
{
    Q_OBJECT

public:
    explicit FormSummary(FormModel &model, QWidget *parent = nullptr);
    QSize minimumSizeHint() const override { return {0, QWidget::minimumSizeHint().height()}; }

Q_SIGNALS:
    void fieldChosen(const QString &key);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void rebuild();
    void fit();

    FormModel &m_model;
    QHBoxLayout *m_row;
    PlainLabel *m_title;
    std::vector<QPushButton *> m_items;
    QStringList m_shown;
    QPushButton *m_more;
};

} // namespace ui
