// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/dead_letters.h"
#include "core/workspace/workspace.h"
#include "ui/session/background.h"

#include <optional>

namespace ui {

/// What the store of one workspace holds, as far as the screen shows it. A value.
struct DeadLetterListing
{
    std::vector<core::DeadLetterTally> tallies = {}; ///< by the flows' names
    std::vector<core::DeadLetter> newest = {}; ///< of the flow asked for, without their content

    std::int64_t count(const QString &flowId) const; ///< of all flows for an empty id
};

/// Which letters something is done with: the chosen ones, or all of a flow, or all. A value.
struct DeadLetterChoice
{
    QString flowId = {}; ///< empty: of every flow
    std::optional<std::vector<std::int64_t>> ids = {}; ///< ascending; none: all of them
};

core::Result<std::vector<core::DeadLetterGroup>> groupsOf(const core::DeadLetterStore &store,
                                                          const DeadLetterChoice &choice);

/// <workspace>.dead.db, where its flows keep what was refused.
QString deadLetterFileOf(const core::Workspace &workspace);

/// Reads, saves and removes dead letters on a thread of its own, in the order of asking. Looking
/// makes no file. GUI thread.
class DeadLetterReader final : public QObject
{
    Q_OBJECT

public:
    static constexpr int kMostListed = 500;
    static constexpr qsizetype kMostShown = 256 * 1024; ///< of a payload, for the screen

    explicit DeadLetterReader(QObject *parent = nullptr);

    /// Answers with listed(). A new question takes the place of one that is under way.
    void list(const QString &file, const QString &flowId);
    /// Answers with loaded(), the payload shortened; null where it is gone.
    void load(const QString &file, std::int64_t id);
    /// As weirctl saves them. Answers with saved().
    void save(const QString &file, const DeadLetterChoice &choice, const QString &target);
    /// Answers with removed().
    void remove(const QString &file, const DeadLetterChoice &choice);
    void rest(); ///< nobody looks for now: the file is closed

Q_SIGNALS:
    void listed(const QString &flowId, const core::Result<ui::DeadLetterListing> &listing);
    void loaded(std::int64_t id, const std::optional<core::DeadLetter> &letter);
    void saved(const QString &target, const core::Result<std::int64_t> &count);
    void removed(const core::Result<std::int64_t> &count);

private:
    struct Desk;

    std::shared_ptr<Desk> m_desk; ///< of that thread
    std::uint64_t m_asked = 0; ///< listings
    Background m_thread;
};

} // namespace ui
