// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/home/recent_card.h"

#include "core/support/text.h"
#include "ui/common/elided_text.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/session/memory.h"

#include <QDir>
#include <QFileInfo>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr qsizetype kMostShown = 5;

/// The folder as people write it.
QString shortFolder(const QString &file)
{
    const QString folder = QFileInfo(file).path();
    const QString home = QDir::homePath();
    return folder == home || folder.startsWith(QString(home + u'/'))
        ? QString(u'~' + folder.mid(home.size()))
        : folder;
}

} // namespace

RecentCard::RecentCard(Memory &memory, QWidget *parent)
    : Card(parent), m_memory(memory), m_rows(new QVBoxLayout)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kSpace3, kSpace3, kSpace3, kSpace2);
    column->setSpacing(kSpace1);
    column->addWidget(new PlainLabel(tr("Recent workspaces"), TextRole::Strong, this));
    m_rows->setSpacing(0);
    column->addLayout(m_rows);
    connect(&memory, &Memory::recentFilesChanged, this, &RecentCard::showFiles);
    showFiles();
}

void RecentCard::setOpenFile(const QString &file)
{
    if (file != m_openFile) {
        m_openFile = file;
        showFiles();
    }
}

void RecentCard::showFiles()
{
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater(); // one of them may be what was clicked
        delete item;
    }
    QStringList files = m_memory.recentFiles();
    files.removeAll(m_openFile);
    for (const QString &file : files.mid(0, kMostShown)) {
        m_rows->addWidget(makeRow(file));
    }
    setVisible(!files.isEmpty());
}

QWidget *RecentCard::makeRow(const QString &file)
{
    auto *row = new QWidget(this);
    auto *open =
        makeButton(core::visibleText(QFileInfo(file).fileName(), 60), ButtonRole::Link, row);
    open->setAccessibleName(tr("Open %1").arg(core::visibleText(file, 400)));
    auto *folder = new ElidedText(TextRole::Secondary, row);
    folder->setElideMode(Qt::ElideMiddle);
    folder->setText(core::visibleText(shortFolder(file), 400));
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 2, 0, 2);
    layout->setSpacing(kSpace2);
    layout->addWidget(new IconMark(u"file"_s, 18, row));
    layout->addWidget(open);
    layout->addWidget(folder, 1);
    connect(open, &QPushButton::clicked, this, [this, file] { Q_EMIT fileWanted(file); });
    return row;
}

} // namespace ui
