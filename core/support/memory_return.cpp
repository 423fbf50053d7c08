// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/memory_return.h"

#include <atomic>
#include <cstdint>
#include <cstdio>

#ifdef __GLIBC__
#include <malloc.h>
#include <unistd.h>
#endif

namespace core {
namespace {

#ifdef __GLIBC__
/// Resident, but handed out to nobody: the allocator's own, and what is no heap at all. Less than
/// nothing where much of the heap was never touched.
std::int64_t unusedBytes()
{
    long whole = 0;
    long resident = 0;
    if (std::FILE *file = std::fopen("/proc/self/statm", "re")) {
        if (std::fscanf(file, "%ld %ld", &whole, &resident) != 2) {
            resident = 0;
        }
        std::fclose(file);
    }
    const struct mallinfo2 heap = mallinfo2();
    return static_cast<std::int64_t>(resident) * sysconf(_SC_PAGESIZE)
        - static_cast<std::int64_t>(heap.uordblks + heap.hblkhd);
}

void returnIfWorth()
{
    constexpr std::int64_t kWorth = 4 * 1024 * 1024;
    static std::atomic<std::int64_t> left = 0; ///< behind the last time
    if (unusedBytes() - left > kWorth) {
        malloc_trim(0);
        left = unusedBytes();
    }
}
#else
void returnIfWorth() { }
#endif

} // namespace

void returnUnusedMemory(TimePoint now, bool isBusy)
{
    static std::atomic<TimePoint> last = TimePoint(); ///< looked, or had no time to
    TimePoint before = last;
    if (isBusy) {
        last = now;
    } else if (now - before >= std::chrono::seconds(5)
               && last.compare_exchange_strong(before, now)) {
        returnIfWorth();
    }
}

} // namespace core
