# SPDX-FileCopyrightText: The Weir developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""weirctl as a test sees it: how it ended, what it wrote, what it cost, and whether its figures add up."""

import dataclasses
import json
import os
import pathlib
import signal
import subprocess
import tempfile
import time

FATES = ("delivered", "dead_lettered", "skipped", "expired", "filtered", "returned", "in_flight")


@dataclasses.dataclass
class Ended:
    code: int
    out: str
    err: str
    seconds: float
    peak_kib: int

    def words(self):
        return f"ended with {self.code} after {self.seconds:.1f} s, peak {self.peak_kib // 1024} MiB"


def program(build):
    return pathlib.Path(build).resolve() / "app" / "weirctl" / "weirctl"


def call(words, limit, **options):
    """Runs a program to its end; past the limit it is killed and its code is that of the signal."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        began = time.monotonic()
        child = subprocess.Popen([str(word) for word in words], stdin=subprocess.DEVNULL, stdout=out, stderr=err,
                                 **options)
        usage = None
        while usage is None:
            pid, status, figures = os.wait4(child.pid, os.WNOHANG)
            if pid:
                usage = figures
                child.returncode = os.waitstatus_to_exitcode(status)
            elif time.monotonic() - began > limit:
                child.send_signal(signal.SIGKILL)
                limit = float("inf")
            else:
                time.sleep(0.005)
        seconds = time.monotonic() - began
        texts = []
        for file in (out, err):
            file.seek(0)
            texts.append(file.read().decode(errors="surrogateescape"))
    return Ended(child.returncode, *texts, seconds, usage.ru_maxrss)


def stats_of(ended):
    return [json.loads(line) for line in ended.out.splitlines() if line.startswith("{")]


def unbalanced(stats):
    """The lines in which what came in is not what became of it."""
    return [line for line in stats if line["in_messages"] != sum(line[fate] for fate in FATES)]


def final_of(ended):
    """The last figures of the one flow; every line before them must have added up."""
    stats = stats_of(ended)
    if wrong := unbalanced(stats):
        raise AssertionError(f"{len(wrong)} of {len(stats)} lines do not add up, first: {wrong[0]}")
    finals = [line for line in stats if line["final"]]
    if len(finals) != 1:
        raise AssertionError(f"no last figures: {ended.words()}\n{ended.err[-1500:]}")
    return finals[0]
