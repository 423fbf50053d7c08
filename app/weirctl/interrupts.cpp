// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/weirctl/interrupts.h"

#include <fcntl.h>
#include <pthread.h>
#include <unistd.h>

#include <atomic>
#include <csignal>

namespace weirctl {
namespace {

constexpr unsigned char kEnd = 0;
std::atomic<int> writeEnd = -1; // the handler knows nothing else

void send(unsigned char word)
{
    // A full pipe holds interrupts enough already.
    [[maybe_unused]] const ssize_t sent = write(writeEnd.load(), &word, 1);
}

extern "C" void handleSignal(int number)
{
    const int before = errno;
    send(static_cast<unsigned char>(number));
    errno = before;
}

void setHandler(void (*handler)(int))
{
    struct sigaction action = {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    for (const int number : {SIGINT, SIGTERM}) {
        sigaction(number, &action, nullptr);
    }
}

} // namespace

Interrupts::Interrupts(QObject *context, std::function<void()> first,
                       std::function<void()> lastWords)
    : m_context(context), m_first(std::move(first)), m_lastWords(std::move(lastWords))
{
    int ends[2] = {-1, -1};
    if (pipe2(ends, O_CLOEXEC) != 0) {
        return; // signals keep their usual effect
    }
    writeEnd = ends[1];
    m_thread = std::thread([this, readEnd = ends[0]] { watch(readEnd); });
    pthread_setname_np(m_thread.native_handle(), "interrupts");
    setHandler(handleSignal);
}

Interrupts::~Interrupts()
{
    if (!m_thread.joinable()) {
        return;
    }
    setHandler(SIG_DFL);
    send(kEnd);
    m_thread.join();
    close(writeEnd.exchange(-1));
}

void Interrupts::watch(int readEnd) const
{
    constexpr int kEndedBySignal = 128;
    int seen = 0;
    unsigned char word = kEnd;
    while (read(readEnd, &word, 1) == 1 && word != kEnd) {
        if (++seen > 1) {
            m_lastWords();
            _exit(kEndedBySignal + word);
        }
        QMetaObject::invokeMethod(m_context, m_first, Qt::QueuedConnection);
    }
    close(readEnd);
}

} // namespace weirctl
