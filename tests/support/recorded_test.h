// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/connection_test.h"

namespace support {

/// A connection test's run that keeps what is reported.
class RecordedTest final : public core::TestRun
{
public:
    explicit RecordedTest(core::FlowEnd end = {}, QString folder = {}, core::TestScope scope = {})
        : m_end(std::move(end)), m_folder(std::move(folder)), m_scope(std::move(scope))
    { }

    const core::FlowEnd &end() const override { return m_end; }
    QString baseFolder() const override { return m_folder; }
    bool isCancelled() const override { return false; }
    core::TestScope scope() const override { return m_scope; }
    void report(core::TestStage stage) override { stages.push_back(std::move(stage)); }

    /// "resolve passed" or "tls failed tls.expired".
    QStringList summary() const
    {
        QStringList lines;
        for (const core::TestStage &stage : stages) {
            QString line = QLatin1String(core::stageKey(stage.stage)) + u' '
                + QLatin1String(core::stageStateKey(stage.state));
            if (!stage.code.isEmpty()) {
                line += u' ' + stage.code;
            }
            lines.append(line);
        }
        return lines;
    }

    std::vector<core::TestStage> stages = {};

private:
    core::FlowEnd m_end;
    QString m_folder;
    core::TestScope m_scope;
};

} // namespace support
