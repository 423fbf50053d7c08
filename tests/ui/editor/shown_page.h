// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/editor/fake_host.h"
#include "tests/ui/support/widget_walk.h"
#include "ui/editor/edit_page.h"

/// A page for a new source of the test's own type, on the screen.
struct ShownPage
{
    ShownPage() : page(host, core::EndKind::Source)
    {
        page.openNew(QStringLiteral("queue"));
        walk::show(page, ui::Scheme::Light, {1290, 760});
    }
    void fill()
    {
        page.draft()->model().setText(QStringLiteral("servers"),
                                      QStringLiteral("kafka-1.plant:9093,kafka-2.plant:9093"));
        page.draft()->model().setText(QStringLiteral("topic"), QStringLiteral("orders"));
    }

    FakeHost host;
    ui::EditPage page;
};
