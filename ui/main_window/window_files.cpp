// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/text.h"
#include "ui/common/question.h"
#include "ui/editor/edit_page.h"
#include "ui/editor/flow_page.h"
#include "ui/entries/entries_area.h"
#include "ui/home/home_page.h"
#include "ui/main_window/main_window.h"
#include "ui/main_window/navigation.h"
#include "ui/main_window/notice_bar.h"
#include "ui/main_window/page_number.h"
#include "ui/main_window/page_stack.h"

#include <QFileDialog>
#include <QFileInfo>

using namespace Qt::StringLiterals;

/// The window's file: opening, saving, and what would be lost.
namespace ui {

void MainWindow::open()
{
    auto *dialog =
        new QFileDialog(this, tr("Open a workspace"), {}, tr("Workspaces (*.weir.yaml)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &MainWindow::openFile);
    dialog->open();
}

void MainWindow::openFile(const QString &file)
{
    openInstead([this, file] { m_session.load(file); });
}

void MainWindow::openInstead(const std::function<void()> &open)
{
    whenSaved(tr("The open workspace has changes that are not saved."), open);
}

void MainWindow::save()
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
    ask(this,
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

void MainWindow::saveAs()
{
    auto *dialog = new QFileDialog(this, tr("Save the workspace"), m_session.workspace().file,
                                   tr("Workspaces (*.weir.yaml)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"weir.yaml"_s);
    connect(dialog, &QFileDialog::fileSelected, &m_session, &Session::saveAs);
    connect(dialog, &QFileDialog::rejected, this, [this] { m_onceSaved = nullptr; });
    dialog->open();
}

/// No key ring took what was typed: how it is kept is for the person to say.
void MainWindow::askAboutSecrets(const QString &why)
{
    const QString path = m_host.lastSecrets().value(0); // "sources/orders/password"
    const core::EndKind kind =
        path.startsWith("endpoints/"_L1) ? core::EndKind::Endpoint : core::EndKind::Source;
    const QString entry = path.section(u'/', 1, 1);
    m_notices->tell(
        u"secrets"_s, Mark::Warning,
        tr("The secret of %1 is not stored: %2. It works until you quit, unless you refer to a "
           "variable or a file instead.")
            .arg(core::visibleText(entry, 64), core::visibleText(why, 200)),
        {{.text = tr("Keep it until I quit")},
         {.text = tr("Use a variable or file…"),
          .run = [this, kind, entry] { showEntry(kind, entry); }}});
}

void MainWindow::showFailure(const QString &what, const core::Error &error)
{
    m_onceSaved = nullptr;
    const QString text = core::visibleText(what, 120) + u": "_s
        + core::visibleText(error.message, 300) + u' ' + core::visibleText(error.fix, 200);
    m_notices->tell(QString(u"failed "_s + what), Mark::Broken, text.trimmed());
}

void MainWindow::showTitle()
{
    const core::Workspace &workspace = m_session.workspace();
    const QString file = QFileInfo(workspace.file).fileName();
    setWindowTitle(QString((file.isEmpty() ? tr("Unsaved workspace") : file) + u"[*] – Weir"_s));
    setWindowModified(m_session.isModified());
}

/// Flows that run and are no longer part of the document: deleted, undone, or of another file.
void MainWindow::stopOrphans()
{
    const core::Workspace &workspace = m_session.workspace();
    const auto isKnown = [&workspace](const QString &id) {
        return std::any_of(
            workspace.flows.begin(), workspace.flows.end(), [&id](const core::WorkspaceFlow &flow) {
                return id == flow.id || id.startsWith(QString(flow.id + u":dead:"_s));
            });
    };
    const bool hasHome = m_pages->made(kHomePage);
    for (const core::FlowSnapshot &flow : m_session.engine().snapshot()) {
        if (!isKnown(flow.id) && !(hasHome && home().preview().owns(flow.id))) {
            m_session.engine().stop(flow.id);
        }
    }
}

void MainWindow::remember()
{
    m_parts.memory.set(u"geometry"_s, QString::fromLatin1(saveGeometry().toBase64()));
}

bool MainWindow::hasOpenEdits() const
{
    for (const int page : {kSourcesPage, kEndpointsPage}) {
        if (m_pages->made(page) && entries(page)->isEditing()
            && entries(page)->editor()->isDirty()) {
            return true;
        }
    }
    return m_flowPage && m_flowPage->isDirty();
}

bool MainWindow::saveOpenEdits()
{
    for (const int page : {kSourcesPage, kEndpointsPage}) {
        if (m_pages->made(page) && entries(page)->isEditing() && entries(page)->editor()->isDirty()
            && !entries(page)->editor()->saveDraft()) {
            m_nav->setCurrentRow(page);
            showIndex(page);
            return false;
        }
    }
    if (m_flowPage && m_flowPage->isDirty() && !m_flowPage->save()) {
        m_pages->showOther(m_flowPage);
        return false;
    }
    return true;
}

void MainWindow::whenSaved(const QString &question, std::function<void()> next)
{
    const bool areEditsOpen = hasOpenEdits();
    if (!m_session.isModified() && !areEditsOpen) {
        next();
        return;
    }
    ask(this,
        {.text = question,
         .detail =
             areEditsOpen ? tr("A page has edits that are not in the workspace yet.") : QString(),
         .first = tr("Save"),
         .onFirst =
             [this, next] {
                 if (saveOpenEdits()) {
                     m_onceSaved = next; // a save that fails leaves everything as it is
                     save();
                 }
             },
         .second = tr("Discard"),
         .onSecond = next});
}

} // namespace ui
