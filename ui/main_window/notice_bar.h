// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/state_mark.h"

#include <QMap>

#include <functional>

QT_BEGIN_NAMESPACE
class QVBoxLayout;
QT_END_NAMESPACE

namespace ui {

/// One way to go on that a notice offers.
struct NoticeAction
{
    QString text = {};
    std::function<void()> run = {};
};

/// What somebody has to read before going on, above the pages, until it is dismissed. Nothing here
/// goes away by itself. GUI thread.
class NoticeBar final : public QWidget
{
    Q_OBJECT

public:
    static constexpr int kMost = 3;

    explicit NoticeBar(QWidget *parent = nullptr);

    /// Takes the place of an earlier notice of the same key; the oldest goes when there are many.
    void tell(const QString &key, Mark mark, const QString &text,
              const QList<NoticeAction> &actions = {});
    void dismiss(const QString &key);
    QStringList keys() const { return m_order; }

private:
    QWidget *makeNotice(const QString &key, Mark mark, const QString &text,
                        const QList<NoticeAction> &actions);

    QVBoxLayout *m_column;
    QStringList m_order;
    QMap<QString, QWidget *> m_notices;
};

} // namespace ui
