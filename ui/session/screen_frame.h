// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engine.h"

#include <QWidget>

namespace ui {

/// What the engine says at one beat of the screen clock. A value.
struct ScreenFrame
{
    std::vector<core::FlowSnapshot> flows = {};
    std::vector<core::Problem> problems = {};
    core::SampleMemory samples = {}; ///< of all flows
    std::uint64_t beat = 0;

    const core::FlowSnapshot *flow(const QString &id) const;
};

/// A page of the window: told of every beat only while it is on the screen. GUI thread.
class Page : public QWidget
{
    Q_OBJECT

public:
    explicit Page(QWidget *parent = nullptr) : QWidget(parent) { }

    virtual void beat(const ScreenFrame &frame) = 0;
    /// Comes to the front or leaves it.
    virtual void enter() { }
    virtual void leave() { }
};

/// "12,431" in the language's own digits, as all figures on the screen.
QString figure(double value);
QString figure(std::uint64_t value);
QString byteFigure(double bytes);

} // namespace ui
