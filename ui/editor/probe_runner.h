// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/live_probe.h"

#include <QFutureWatcher>
#include <QObject>
#include <QPointer>

namespace ui {

/// Runs what the probe offers for one edit page and tells what arrives, in order, on the GUI
/// thread. Starting a thing again ends its previous run; nothing of an ended run is told.
class ProbeRunner final : public QObject
{
    Q_OBJECT

public:
    explicit ProbeRunner(LiveProbe &probe, QObject *parent = nullptr);
    ~ProbeRunner() override;

    void test(core::EndKind kind, core::FlowEnd end, core::StageId last,
              core::TestScope scope = {});
    void browse(core::EndKind kind, core::FlowEnd end);
    void group(core::FlowEnd source, core::GroupQuestion question);
    void preview(core::FlowEnd source, int count, std::chrono::milliseconds timeout);
    void checkFiles(core::ConfigBox config, core::Role role);
    void cancelTest();
    void cancelPreview();
    void cancelGroup();
    void cancelAll();

    bool isTesting() const { return m_test; }
    bool isPreviewing() const { return m_preview; }

Q_SIGNALS:
    void stageArrived(const core::TestStage &stage);
    void testEnded();
    void listingArrived(const core::BrowseListing &listing);
    void listingFailed(const core::Error &error);
    void groupArrived(const core::ReaderGroup &group);
    void groupFailed(const core::Error &error);
    void messageArrived(const core::PreviewMessage &message);
    void previewEnded();
    void filesChecked(const core::Findings &findings);

private:
    template <typename T>
    QFutureWatcher<T> *watch(QPointer<QFutureWatcher<T>> &slot, QFuture<T> future);
    template <typename T>
    void drop(QPointer<QFutureWatcher<T>> &slot);

    LiveProbe &m_probe;
    QPointer<QFutureWatcher<core::TestStage>> m_test;
    QPointer<QFutureWatcher<core::Result<core::BrowseListing>>> m_browse;
    QPointer<QFutureWatcher<core::Result<core::ReaderGroup>>> m_group;
    QPointer<QFutureWatcher<core::PreviewMessage>> m_preview;
    QPointer<QFutureWatcher<core::Finding>> m_files;
};

} // namespace ui
