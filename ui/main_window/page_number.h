// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace ui {

/// The pages in the order of the navigation and of Ctrl+1 …
enum PageNumber
{
    kHomePage,
    kFlowsPage,
    kSourcesPage,
    kEndpointsPage,
    kStorePage,
    kSecretsPage,
    kLogsPage,
    kPageCount
};

} // namespace ui
