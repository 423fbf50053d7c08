// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/registry.h"
#include "core/engine/sample.h"

#include <QPromise>

namespace core {

/// The work behind Engine::test() and its like. Each runs on a thread of its own, to its own limit,
/// and owns all it touches, so that nobody has to wait for it.
void runTest(QPromise<TestStage> promise, std::function<void(const ConfigBox &, TestRun &)> test,
             FlowEnd end, QString baseFolder, TestScope scope);
void runGroup(QPromise<Result<ReaderGroup>> promise,
              Result<ReaderGroup> (*ask)(const ConfigBox &, const GroupQuestion &), FlowEnd source,
              GroupQuestion question);
void runPreview(QPromise<PreviewMessage> promise, const SourceType &type, FlowEnd source,
                QString baseFolder, int count, std::chrono::milliseconds timeout);

} // namespace core
