// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/connection_test.h"
#include "core/engine/engine.h"

#include <QFuture>

#include <chrono>

namespace ui {

/// What an edit page asks of the world while somebody types: nothing is stored, nothing waits, and
/// no position moves unless that is asked for. Secrets are resolved behind it. Futures can be
/// cancelled; GUI thread.
class LiveProbe
{
public:
    virtual ~LiveProbe() = default;

    /// Stages as they finish. With `last` the test ends behind that stage. Only a scope that says
    /// so has anything written.
    virtual QFuture<core::TestStage> test(core::EndKind kind, core::FlowEnd end, core::StageId last,
                                          core::TestScope scope) = 0;
    virtual QFuture<core::Result<core::BrowseListing>> browse(core::EndKind kind,
                                                              core::FlowEnd end) = 0;
    /// Only a reset that is not just told moves positions.
    virtual QFuture<core::Result<core::ReaderGroup>> group(core::FlowEnd source,
                                                           core::GroupQuestion question) = 0;
    virtual QFuture<core::PreviewMessage> preview(core::FlowEnd source, int count,
                                                  std::chrono::milliseconds timeout) = 0;
    /// Files that the settings name, read and checked: certificates, keys and passwords.
    virtual QFuture<core::Finding> checkFiles(core::ConfigBox config, core::Role role) = 0;
};

} // namespace ui
