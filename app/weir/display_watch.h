// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace app {

/// While it lives, a display that cannot be had ends the program with one line that says what to
/// do, and exit code 2. Qt itself would abort it. Around the making of the QApplication.
class DisplayWatch final
{
public:
    DisplayWatch();
    ~DisplayWatch();
    DisplayWatch(const DisplayWatch &) = delete;
    DisplayWatch &operator=(const DisplayWatch &) = delete;
};

} // namespace app
