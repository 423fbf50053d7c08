// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dead_letters/dead_letter_reader.h"

#include "core/engine/dead_letter_file.h"

#include <QFileInfo>

#include <algorithm>

namespace ui {

using core::DeadLetterGroup;
using core::Result;

std::int64_t DeadLetterListing::count(const QString &flowId) const
{
    std::int64_t all = 0;
    for (const core::DeadLetterTally &tally : tallies) {
        all += flowId.isEmpty() || tally.flowId == flowId ? tally.count : 0;
    }
    return all;
}

Result<std::vector<DeadLetterGroup>> groupsOf(const core::DeadLetterStore &store,
                                              const DeadLetterChoice &choice)
{
    return store.groups([&choice](const core::DeadLetter &letter) {
        return choice.ids ? std::ranges::binary_search(*choice.ids, letter.id)
                          : choice.flowId.isEmpty() || letter.flowId == choice.flowId;
    });
}

QString deadLetterFileOf(const core::Workspace &workspace)
{
    return core::FlowDefinition{.workspaceFile = workspace.file}.deadLetterFile();
}

/// The file that was opened last; null where there is none.
struct DeadLetterReader::Desk
{
    using Store = std::shared_ptr<core::DeadLetterStore>;

    Result<Store> open(const QString &wanted)
    {
        if (!QFileInfo::exists(wanted)) {
            store.reset();
            return store;
        }
        if (!store || wanted != file) {
            file = wanted;
            Result<Store> opened = core::DeadLetterStore::open(wanted);
            if (!opened) {
                store.reset();
                return opened;
            }
            store = *std::move(opened);
        }
        return store;
    }

    Result<DeadLetterListing> list(const QString &wanted, const QString &flowId)
    {
        const Result<Store> opened = open(wanted);
        if (!opened) {
            return opened.error();
        }
        if (!*opened) {
            return DeadLetterListing();
        }
        auto tallies = store->tallies();
        if (!tallies) {
            return tallies.error();
        }
        auto newest = store->newest(flowId, kMostListed);
        if (!newest) {
            return newest.error();
        }
        std::ranges::sort(*tallies, {}, &core::DeadLetterTally::flow);
        return DeadLetterListing{.tallies = *std::move(tallies), .newest = *std::move(newest)};
    }

    /// Does it with the ids that are meant and the store, which is null where there are none.
    template <typename Work>
    Result<std::int64_t> forIds(const QString &wanted, const DeadLetterChoice &choice, Work work)
    {
        const Result<Store> opened = open(wanted);
        if (!opened) {
            return opened.error();
        }
        Result<std::vector<DeadLetterGroup>> groups = std::vector<DeadLetterGroup>();
        if (store) {
            groups = groupsOf(*store, choice);
        }
        return groups ? work(store.get(), core::idsOf(*groups)) : groups.error();
    }

    QString file = {};
    Store store = {};
};

DeadLetterReader::DeadLetterReader(QObject *parent)
    : QObject(parent), m_desk(std::make_shared<Desk>()),
      m_thread(QStringLiteral("weir-dead-letters"))
{ }

void DeadLetterReader::list(const QString &file, const QString &flowId)
{
    m_thread.run([desk = m_desk, file, flowId] { return desk->list(file, flowId); },
                 [this, flowId, number = ++m_asked](const Result<DeadLetterListing> &listing) {
                     if (number == m_asked) { // else a newer question is under way
                         Q_EMIT listed(flowId, listing);
                     }
                 });
}

void DeadLetterReader::load(const QString &file, std::int64_t id)
{
    m_thread.run(
        [desk = m_desk, file, id]() -> std::optional<core::DeadLetter> {
            const auto opened = desk->open(file);
            if (!opened || !*opened) {
                return std::nullopt;
            }
            auto letter = (*opened)->load(id);
            if (!letter || !*letter) {
                return std::nullopt;
            }
            if ((*letter)->payload.size() > kMostShown) {
                (*letter)->payload = (*letter)->payload.first(kMostShown);
            }
            return **std::move(letter);
        },
        [this, id](const std::optional<core::DeadLetter> &letter) { Q_EMIT loaded(id, letter); });
}

void DeadLetterReader::save(const QString &file, const DeadLetterChoice &choice,
                            const QString &target)
{
    m_thread.run(
        [desk = m_desk, file, choice, target] {
            return desk->forIds(file, choice, [&target](const auto *store, const auto &ids) {
                return core::saveDeadLetters(store, target, ids);
            });
        },
        [this, target](const Result<std::int64_t> &count) { Q_EMIT saved(target, count); });
}

void DeadLetterReader::remove(const QString &file, const DeadLetterChoice &choice)
{
    m_thread.run(
        [desk = m_desk, file, choice] {
            return desk->forIds(
                file, choice, [](auto *store, const auto &ids) -> Result<std::int64_t> {
                    const Result<void> done = store ? store->remove(ids) : Result<void>();
                    return done ? Result<std::int64_t>(std::int64_t(ids.size())) : done.error();
                });
        },
        [this](const Result<std::int64_t> &count) { Q_EMIT removed(count); });
}

void DeadLetterReader::rest()
{
    m_thread.run(
        [desk = m_desk] {
            desk->store.reset();
            return true;
        },
        [](bool) {});
}

} // namespace ui
