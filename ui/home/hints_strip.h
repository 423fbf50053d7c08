// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/card.h"

QT_BEGIN_NAMESPACE
class QPushButton;
QT_END_NAMESPACE

namespace ui {

/// Four things to try, once the sample data is a flow. Goes for good when dismissed.
class HintsStrip final : public Card
{
    Q_OBJECT

public:
    explicit HintsStrip(QWidget *parent = nullptr);

    /// The flow was made to fail: what is offered is to mend it.
    void setFailing(bool isFailing);

Q_SIGNALS:
    void messageWanted(); ///< look into one message
    void storeWanted(); ///< see the stored rows
    void sourceWanted(); ///< connect own data
    void failureWanted(); ///< see how trouble looks
    void fixWanted(); ///< and how it goes
    void dismissed();

private:
    QWidget *makeFailure();
    QWidget *makeHint(int number, const QString &words, const QString &action,
                      void (HintsStrip::*signal)());

    QPushButton *m_fail = nullptr;
    bool m_isFailing = false;
};

} // namespace ui
