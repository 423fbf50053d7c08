// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/flow_definition.h"
#include "core/support/error.h"

#include <QStringList>

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

namespace core {

enum class StageId
{
    Resolve,
    Connect,
    Tls,
    Authenticate,
    Names, ///< of systems whose members tell each other's names; reported by nobody else
    Authorise,
    Target,
    Message,
    Registry ///< of sources that need one to read their messages; reported by nobody else
};
enum class StageState
{
    Passed,
    Failed,
    Skipped
};

const char *stageKey(StageId stage); ///< "resolve" …
const char *stageStateKey(StageState state);

/// A setting that the server itself would accept. A value.
struct Proposal
{
    QString field; ///< schema path: "sasl"
    QString value; ///< as it stands in the file: "scram-sha-256"
    QString label; ///< as the server calls it: "SCRAM-SHA-256"
};

/// One step of a connection test. A value.
struct TestStage
{
    StageId stage = StageId::Resolve;
    StageState state = StageState::Skipped;
    std::chrono::milliseconds took{0};
    QString code = {}; ///< "kafka.auth.refused"; empty when passed
    QString message = {}; ///< one sentence; passed stages say what was found
    QString peer = {}; ///< the server's own words, redacted
    QString field = {}; ///< the setting to look at: "password"
    QString fix = {};
    std::vector<Proposal> proposals = {}; ///< best first
};

/// What a test is about beyond the settings themselves. A value.
struct TestScope
{
    QStringList targets = {}; ///< of an endpoint: the topics or tables that flows write to
    bool sends = false; ///< somebody wants a record written, marked as a test; else nothing is

    bool operator==(const TestScope &) const = default;
};

/// What a test is given; the connector reports through it. Runs on a thread of its own, where
/// blocking calls with a limit are fine: a stage at most 5 s, all 15 s.
class TestRun
{
public:
    virtual ~TestRun() = default;

    virtual const FlowEnd &end() const = 0;
    virtual QString baseFolder() const = 0;
    virtual bool isCancelled() const = 0;
    virtual TestScope scope() const { return {}; }
    virtual void report(TestStage stage) = 0;

    void passed(StageId stage, std::chrono::milliseconds took, QString message);
    void failed(StageId stage, std::chrono::milliseconds took, const Error &error,
                QString peer = {}, std::vector<Proposal> proposals = {});
    void skipped(StageId stage, QString why);
};

/// One thing a server offers.
struct BrowseItem
{
    QString name = {};
    std::optional<std::int64_t> partitions = {};
    std::optional<std::int64_t> messages = {}; ///< so many at most: places taken by them
    std::optional<std::int64_t> newestMs = {}; ///< time of the newest message, ms UTC; none = no
                                               ///< message, or not known
};

struct BrowseListing
{
    QString kind = {}; ///< "topic", "stream", "subject" …
    std::vector<BrowseItem> items = {}; ///< at most 10,000
};

} // namespace core
