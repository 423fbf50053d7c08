// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/memory.h"
#include "ui/session/session.h"

namespace ui {

class NoticeBar;

/// The window's document on disk: opening, saving, and what is asked before changes are lost. GUI
/// thread.
class DocumentDesk final : public QObject
{
    Q_OBJECT

public:
    /// What is typed in open pages and no part of the document yet.
    struct OpenEdits
    {
        std::function<bool()> areThere = [] { return false; };
        std::function<bool()> save = [] { return true; }; ///< false: one of them cannot be saved
    };

    DocumentDesk(Session &session, Memory &memory, NoticeBar &notices, QWidget *window);

    void setOpenEdits(OpenEdits edits) { m_edits = std::move(edits); }
    bool hasChanges() const;

    void open(); ///< asks which
    void openFile(const QString &file);
    void save();
    void saveAs(); ///< asks where
    /// Runs `next` once nothing would be lost: at once, after a save, or after the person said so.
    void whenSaved(const QString &question, std::function<void()> next);
    /// Another document comes in the place of this one, once nothing would be lost.
    void openInstead(const std::function<void()> &open);

private:
    void showFailure(const QString &what, const core::Error &error);

    Session &m_session;
    Memory &m_memory;
    NoticeBar &m_notices;
    QWidget *m_window;
    OpenEdits m_edits;
    std::function<void()> m_onceSaved;
};

} // namespace ui
