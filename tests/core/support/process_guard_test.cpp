// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/process_guard.h"

#include <QTest>

#include <sys/prctl.h>
#include <sys/resource.h>

class ProcessGuardTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCrashLeavesNoPictureOfTheMemory();
};

void ProcessGuardTest::aCrashLeavesNoPictureOfTheMemory()
{
#if !defined(NDEBUG) || defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    return; // wanted there
#endif
    core::guardProcessMemory();
    QCOMPARE(prctl(PR_GET_DUMPABLE), 0);
    rlimit cores = {};
    QCOMPARE(getrlimit(RLIMIT_CORE, &cores), 0);
    QCOMPARE(cores.rlim_max, rlim_t(0));
}

QTEST_GUILESS_MAIN(ProcessGuardTest)
#include "process_guard_test.moc"
