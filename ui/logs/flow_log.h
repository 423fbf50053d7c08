// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/log_book.h"

#include <QPlainTextEdit>

namespace ui {

/// What one flow and its connectors say of their work, newest at the bottom. GUI thread.
class FlowLog final : public QPlainTextEdit
{
    Q_OBJECT

public:
    static constexpr int kMost = 500;

    explicit FlowLog(core::LogBook &book, QWidget *parent = nullptr);

    void setFlow(const QString &name); ///< empty for none
    void take(); ///< once a beat, while it is seen

private:
    core::LogBook &m_book;
    QString m_flow;
    std::uint64_t m_newest = 0;
};

} // namespace ui
