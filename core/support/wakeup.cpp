// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/wakeup.h"

#include <QtGlobal>

#include <sys/eventfd.h>
#include <unistd.h>

namespace core {

Wakeup::Wakeup() : m_fd(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC))
{
    if (m_fd < 0) {
        qFatal("no file descriptor left for a flow");
    }
}

Wakeup::~Wakeup()
{
    close(m_fd);
}

void Wakeup::notify() noexcept
{
    // A full counter means a wake-up is pending already.
    [[maybe_unused]] const ssize_t written = write(m_fd, &kPayload, sizeof kPayload);
}

void Wakeup::clear() noexcept
{
    std::uint64_t count = 0;
    [[maybe_unused]] const ssize_t taken = read(m_fd, &count, sizeof count);
}

} // namespace core
