// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/card.h"

QT_BEGIN_NAMESPACE
class QVBoxLayout;
QT_END_NAMESPACE

namespace ui {

class Memory;

/// The workspaces that were open last, newest first; hidden while there are none.
class RecentCard final : public Card
{
    Q_OBJECT

public:
    explicit RecentCard(Memory &memory, QWidget *parent = nullptr);

    /// The open one is left out.
    void setOpenFile(const QString &file);

Q_SIGNALS:
    void fileWanted(const QString &file);

private:
    void showFiles();
    QWidget *makeRow(const QString &file);

    Memory &m_memory;
    QString m_openFile;
    QVBoxLayout *m_rows;
};

} // namespace ui
