// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A slow disk, for programs that preload it: each synchronisation of a file takes SLOW_SYNC_MS
// milliseconds longer.
#include <dlfcn.h>
#include <unistd.h>

#include <cstdlib>

namespace {

using Sync = int (*)(int);

int slowly(const char *name, int file)
{
    const char *words = std::getenv("SLOW_SYNC_MS");
    usleep(static_cast<useconds_t>(words ? std::atoi(words) : 0) * 1000);
    return reinterpret_cast<Sync>(dlsym(RTLD_NEXT, name))(file);
}

} // namespace

extern "C" int fsync(int file)
{
    return slowly("fsync", file);
}

extern "C" int fdatasync(int file)
{
    return slowly("fdatasync", file);
}
