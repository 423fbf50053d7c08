// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/sample.h"
#include "ui/samples/json_tree.h"

#include <QWidget>

#include <optional>

QT_BEGIN_NAMESPACE
class QStackedWidget;
class QTabBar;
class QTreeView;
QT_END_NAMESPACE

namespace ui {

class PayloadView;

enum class Comparing
{
    No,
    Yes ///< with the message that came before
};

/// What one message holds, in every way to look at it: tree, text, bytes, headers. Nothing in it is
/// ever taken for markup. GUI thread.
class MessageViews final : public QWidget
{
    Q_OBJECT

public:
    MessageViews(Comparing comparing, QWidget *parent = nullptr);

    void show(const core::Sample &sample, const std::optional<core::Sample> &before = {});
    bool isJson() const { return m_isJson; }

private:
    enum View
    {
        Tree,
        Text,
        Hex,
        Headers,
        Diff
    };

    QTreeView *makeTree();
    void showView(int view);
    void showDiff();

    core::Sample m_sample;
    std::optional<core::Sample> m_before;
    bool m_isJson = false;
    QTabBar *m_tabs;
    QStackedWidget *m_views;
    JsonTree m_tree;
    QTreeView *m_treeView;
    PayloadView *m_text;
};

} // namespace ui
