// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/plain_label.h"

QT_BEGIN_NAMESPACE
class QPushButton;
QT_END_NAMESPACE

namespace ui {

/// What stands where nothing is yet: a picture, what is so, why, and at most one thing to do.
class EmptyState final : public QWidget
{
    Q_OBJECT

public:
    EmptyState(const QString &icon, const QString &heading, const QString &sentence,
               const QString &action = {}, QWidget *parent = nullptr);

    void setTexts(const QString &heading, const QString &sentence, const QString &action = {});

Q_SIGNALS:
    void wanted(); ///< the button

private:
    PlainLabel *m_heading;
    PlainLabel *m_sentence;
    QPushButton *m_action;
};

} // namespace ui
