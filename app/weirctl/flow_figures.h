// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/metrics_snapshot.h"

#include <QJsonObject>

namespace weirctl {

/// One line of `--stats json`. Unknown figures are null.
QJsonObject toJson(const core::FlowSnapshot &flow, bool isFinal);
/// The same for people: state, totals and rates in one line.
QString progressLine(const core::FlowSnapshot &flow);
/// No run of it is left, and none will follow by itself.
bool hasEnded(const core::FlowSnapshot &flow);

} // namespace weirctl
