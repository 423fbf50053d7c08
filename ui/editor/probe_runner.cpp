// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/probe_runner.h"

namespace ui {

ProbeRunner::ProbeRunner(LiveProbe &probe, QObject *parent) : QObject(parent), m_probe(probe) { }

ProbeRunner::~ProbeRunner()
{
    cancelAll();
}

template <typename T>
QFutureWatcher<T> *ProbeRunner::watch(QPointer<QFutureWatcher<T>> &slot, QFuture<T> future)
{
    drop(slot);
    slot = new QFutureWatcher<T>(this);
    // The caller connects first; a future that is done already tells nobody else.
    QMetaObject::invokeMethod(
        slot.data(), [watcher = slot.data(), future] { watcher->setFuture(future); },
        Qt::QueuedConnection);
    return slot;
}

template <typename T>
void ProbeRunner::drop(QPointer<QFutureWatcher<T>> &slot)
{
    if (slot) {
        slot->disconnect(this);
        slot->cancel();
        slot->deleteLater();
        slot = nullptr;
    }
}

void ProbeRunner::test(core::EndKind kind, core::FlowEnd end, core::StageId last,
                       core::TestScope scope)
{
    auto *watcher = watch(m_test, m_probe.test(kind, std::move(end), last, std::move(scope)));
    connect(watcher, &QFutureWatcherBase::resultReadyAt, this,
            [this, watcher](int index) { Q_EMIT stageArrived(watcher->resultAt(index)); });
    connect(watcher, &QFutureWatcherBase::finished, this, [this] {
        drop(m_test);
        Q_EMIT testEnded();
    });
}

void ProbeRunner::browse(core::EndKind kind, core::FlowEnd end)
{
    auto *watcher = watch(m_browse, m_probe.browse(kind, std::move(end)));
    connect(watcher, &QFutureWatcherBase::resultReadyAt, this, [this, watcher](int index) {
        const core::Result<core::BrowseListing> result = watcher->resultAt(index);
        if (result) {
            Q_EMIT listingArrived(*result);
        } else {
            Q_EMIT listingFailed(result.error());
        }
    });
    connect(watcher, &QFutureWatcherBase::finished, this, [this] { drop(m_browse); });
}

void ProbeRunner::group(core::FlowEnd source, core::GroupQuestion question)
{
    auto *watcher = watch(m_group, m_probe.group(std::move(source), std::move(question)));
    connect(watcher, &QFutureWatcherBase::resultReadyAt, this, [this, watcher](int index) {
        const core::Result<core::ReaderGroup> result = watcher->resultAt(index);
        if (result) {
            Q_EMIT groupArrived(*result);
        } else {
            Q_EMIT groupFailed(result.error());
        }
    });
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher] {
        if (m_group == watcher) { // what arrived may have asked the next thing
            drop(m_group);
        }
    });
}

void ProbeRunner::preview(core::FlowEnd source, int count, std::chrono::milliseconds timeout)
{
    auto *watcher = watch(m_preview, m_probe.preview(std::move(source), count, timeout));
    connect(watcher, &QFutureWatcherBase::resultReadyAt, this,
            [this, watcher](int index) { Q_EMIT messageArrived(watcher->resultAt(index)); });
    connect(watcher, &QFutureWatcherBase::finished, this, [this] {
        drop(m_preview);
        Q_EMIT previewEnded();
    });
}

void ProbeRunner::checkFiles(core::ConfigBox config, core::Role role)
{
    auto *watcher = watch(m_files, m_probe.checkFiles(std::move(config), role));
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher] {
        const QList<core::Finding> all = watcher->future().results();
        drop(m_files);
        Q_EMIT filesChecked(core::Findings(all.begin(), all.end()));
    });
}

void ProbeRunner::cancelTest()
{
    drop(m_test);
}

void ProbeRunner::cancelPreview()
{
    drop(m_preview);
}

void ProbeRunner::cancelGroup()
{
    drop(m_group);
}

void ProbeRunner::cancelAll()
{
    drop(m_group);
    drop(m_test);
    drop(m_browse);
    drop(m_preview);
    drop(m_files);
}

} // namespace ui
