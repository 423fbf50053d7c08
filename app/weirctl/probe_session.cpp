// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/weirctl/probe_session.h"

namespace weirctl {

void ProbeSession::wait()
{
    const Interrupts interrupts(&m_owner, [this] {
        m_isInterrupted = true;
        for (const auto &cancel : m_cancels) {
            cancel();
        }
    });
    if (m_open > 0) {
        m_loop.exec();
    }
}

} // namespace weirctl
