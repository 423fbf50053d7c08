// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/lane.h"

#include <functional>

class QWidget;

namespace ui {

/// Asks whether the flow is to go past what it cannot read there, naming what that means; `skip`
/// is called on a yes. GUI thread.
void askToSkip(QWidget *parent, const QString &flow, const core::LanePlace &place,
               const std::function<void()> &skip);

} // namespace ui
