// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/document_desk.h"

#include "core/support/text.h"
#include "ui/common/question.h"
#include "ui/main_window/notice_bar.h"

#include <QFileDialog>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace ui {

DocumentDesk::DocumentDesk(Session &session, Memory &memory, NoticeBar &notices, QWidget *window)
    : QObject(window), m_session(session), m_memory(memory), m_notices(notices), m_window(window)
{
    connect(&session, &Session::failed, this, &DocumentDesk::showFailure);
    connect(&session, &Session::saved, this, [this] {
        m_memory.addRecentFile(m_session.workspace().file);
        if (const std::function<void()> next = std::exchange(m_onceSaved, nullptr)) {
            next();
        }
    });
    connect(&session, &Session::loaded, this, [this] {
        if (!m_session.workspace().file.isEmpty()) {
            m_memory.addRecentFile(m_session.workspace().file);
        }
    });
}

bool DocumentDesk::hasChanges() const
{
    return m_session.isModified() || m_edits.areThere();
}

void DocumentDesk::open()
{
    auto *dialog =
        new QFileDialog(m_window, tr("Open a workspace"), {}, tr("Workspaces (*.weir.yaml)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &DocumentDesk::openFile);
    dialog->open();
}

void DocumentDesk::openFile(const QString &file)
{
    openInstead([this, file] { m_session.load(file); });
}

void DocumentDesk::openInstead(const std::function<void()> &open)
{
    whenSaved(tr("The open workspace has changes that are not saved."), open);
}

void DocumentDesk::save()
{
    const QString file = m_session.workspace().file;
    if (file.isEmpty()) {
        saveAs();
        return;
    }
    if (!m_session.hadComments()) {
        m_session.save();
        return;
    }
    ask(m_window,
        {.text = tr("Saving drops the comments of this file."),
         .detail = tr("Weir writes the file anew, in order, without comments. The version that "
                      "has them stays beside it as %1.")
                       .arg(core::visibleText(
                           QString(QFileInfo(file).fileName() + u".bak.comments"_s), 120)),
         .first = tr("Save as another file…"),
         .onFirst = [this] { saveAs(); },
         .second = tr("Drop the comments"),
         .onSecond = [this] { m_session.save(); },
         .onCancel = [this] { m_onceSaved = nullptr; }});
}

void DocumentDesk::saveAs()
{
    auto *dialog = new QFileDialog(m_window, tr("Save the workspace"), m_session.workspace().file,
                                   tr("Workspaces (*.weir.yaml)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"weir.yaml"_s);
    connect(dialog, &QFileDialog::fileSelected, &m_session, &Session::saveAs);
    connect(dialog, &QFileDialog::rejected, this, [this] { m_onceSaved = nullptr; });
    dialog->open();
}

void DocumentDesk::showFailure(const QString &what, const core::Error &error)
{
    m_onceSaved = nullptr;
    const QString text = core::visibleText(what, 120) + u": "_s
        + core::visibleText(error.message, 300) + u' ' + core::visibleText(error.fix, 200);
    m_notices.tell(QString(u"failed "_s + what), Mark::Broken, text.trimmed());
}

void DocumentDesk::whenSaved(const QString &question, std::function<void()> next)
{
    const bool areEditsOpen = m_edits.areThere();
    if (!m_session.isModified() && !areEditsOpen) {
        next();
        return;
    }
    ask(m_window,
        {.text = question,
         .detail =
             areEditsOpen ? tr("A page has edits that are not in the workspace yet.") : QString(),
         .first = tr("Save"),
         .onFirst =
             [this, next] {
                 if (m_edits.save()) {
                     m_onceSaved = next; // a save that fails leaves everything as it is
                     save();
                 }
             },
         .second = tr("Discard"),
         .onSecond = next});
}

} // namespace ui
