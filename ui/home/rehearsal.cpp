// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/home/rehearsal.h"

using namespace Qt::StringLiterals;

namespace ui {
namespace {

/// No folder can be made below it, whoever runs this.
const QString &nowhere()
{
    static const QString path = u"/dev/null/made-to-fail.db"_s;
    return path;
}

QString pathOf(const core::WorkspaceEntry &store)
{
    return core::readField(store.config, u"path"_s).text;
}

} // namespace

Rehearsal::Rehearsal(Session &session, QObject *parent) : QObject(parent), m_session(session)
{
    connect(&session, &Session::workspaceChanged, this, [this] {
        if (std::exchange(m_wasOn, isOn()) != m_wasOn) {
            Q_EMIT changed(m_wasOn);
        }
    });
}

const core::WorkspaceEntry *Rehearsal::store() const
{
    const std::vector<core::WorkspaceEntry> &all = m_session.workspace().endpoints;
    const auto found = std::ranges::find_if(all, [](const core::WorkspaceEntry &endpoint) {
        return endpoint.type == "store"_L1 && !endpoint.config.isEmpty();
    });
    return found == all.end() ? nullptr : &*found;
}

bool Rehearsal::isOn() const
{
    const core::WorkspaceEntry *broken = store();
    return broken && pathOf(*broken) == nowhere();
}

void Rehearsal::begin()
{
    if (store() && !isOn()) {
        m_before = pathOf(*store());
        setPath(nowhere(), tr("Make it fail"));
    }
}

void Rehearsal::end()
{
    if (!isOn()) {
        return;
    }
    QUndoStack &steps = m_session.undoStack();
    if (steps.undoText() == tr("Make it fail")) { // nothing was changed since: it never was
        steps.undo();
    } else {
        setPath(m_before, tr("Fix it"));
    }
}

void Rehearsal::setPath(const QString &path, const QString &what)
{
    core::Workspace changed = m_session.workspace();
    const auto entry =
        std::ranges::find(changed.endpoints, store()->name, &core::WorkspaceEntry::name);
    core::writeField(entry->config, u"path"_s, core::Node::quotedText(path));
    m_session.change(std::move(changed), what);
}

} // namespace ui
