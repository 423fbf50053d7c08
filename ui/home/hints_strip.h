// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/card.h"

namespace ui {

/// Three things to try, once the sample data is a flow. Goes for good when dismissed.
class HintsStrip final : public Card
{
    Q_OBJECT

public:
    explicit HintsStrip(QWidget *parent = nullptr);

Q_SIGNALS:
    void messageWanted(); ///< look into one message
    void storeWanted(); ///< see the stored rows
    void sourceWanted(); ///< connect own data
    void dismissed();

private:
    QWidget *makeHint(int number, const QString &words, const QString &action,
                      void (HintsStrip::*signal)());
};

} // namespace ui
