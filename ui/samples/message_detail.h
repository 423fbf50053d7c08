// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/sample.h"
#include "ui/common/plain_label.h"
#include "ui/samples/json_tree.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QFormLayout;
class QPushButton;
class QStackedWidget;
class QTabBar;
class QTreeView;
QT_END_NAMESPACE

namespace ui {

class PayloadView;

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
    enum View
    {
        Tree,
        Text,
        Hex,
        Headers,
        Diff
    };

    QWidget *makeMessage();
    QWidget *makeFacts();
    QWidget *makeActions();
    void showView(int view);
    void showFacts();
    void showDiff();

    core::Sample m_sample;
    std::optional<core::Sample> m_before;
    bool m_isJson = false;
    QStackedWidget *m_whole;
    QTabBar *m_tabs = nullptr;
    QStackedWidget *m_views = nullptr;
    JsonTree m_tree;
    QTreeView *m_treeView = nullptr;
    PayloadView *m_text = nullptr;
    QList<PlainLabel *> m_facts;
    PlainLabel *m_cut = nullptr;
};

} // namespace ui
