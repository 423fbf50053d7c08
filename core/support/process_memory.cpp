// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/process_memory.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <limits>

namespace core {
namespace {

/// None = the file is not there, or holds no number ("max").
std::int64_t numberIn(const char *path, int skipped, std::int64_t none)
{
    std::FILE *file = std::fopen(path, "re");
    if (!file) {
        return none;
    }
    long long number = 0;
    bool isThere = true;
    for (int i = 0; i <= skipped && isThere; ++i) {
        isThere = std::fscanf(file, "%lld", &number) == 1;
    }
    std::fclose(file);
    return isThere ? number : none;
}

std::int64_t pageSize()
{
    return sysconf(_SC_PAGESIZE);
}

std::int64_t wholeMemory()
{
    constexpr std::int64_t kNone = std::numeric_limits<std::int64_t>::max();
    const long pages = sysconf(_SC_PHYS_PAGES);
    return std::min({pages > 0 ? pages * pageSize() : kNone,
                     numberIn("/sys/fs/cgroup/memory.max", 0, kNone),
                     numberIn("/sys/fs/cgroup/memory/memory.limit_in_bytes", 0, kNone)});
}

} // namespace

std::int64_t residentBytes()
{
    return numberIn("/proc/self/statm", 1, 0) * pageSize();
}

std::int64_t usualMemoryLimit()
{
    constexpr std::int64_t kLeast = 512LL * 1024 * 1024;
    static const std::int64_t limit = std::max(kLeast, wholeMemory() / 2);
    return limit;
}

} // namespace core
