// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/sample.h"
#include "ui/common/plain_label.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QStackedWidget;
QT_END_NAMESPACE

namespace ui {

class MessageViews;

/// One message as it was when it was chosen: tree, text, bytes, headers and where it came from.
/// Nothing in it is ever taken for markup.
class MessageDetail final : public QWidget
{
    Q_OBJECT

public:
    explicit MessageDetail(QWidget *parent = nullptr);

    /// `before` is the message that came before it on its lane, to compare with.
    void show(const core::Sample &sample, const std::optional<core::Sample> &before = {});
    void clear();

Q_SIGNALS:
    void jumpWanted(); ///< to another message

private:
    QWidget *makeMessage();
    QWidget *makeFacts();
    QWidget *makeActions();
    void showFacts();

    core::Sample m_sample;
    QStackedWidget *m_whole;
    MessageViews *m_views = nullptr;
    QList<PlainLabel *> m_facts;
    PlainLabel *m_cut = nullptr;
};

} // namespace ui
