# SPDX-FileCopyrightText: The Weir developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""`weirctl run --stats json` under observation: every line is kept with its time, and its sum is checked."""

import json
import signal
import subprocess
import threading
import time

PARTS = ("delivered", "dead_lettered", "skipped", "expired", "filtered", "returned", "in_flight")


class Watched:
    """Runs until stop(); `lines` holds (moment, line) in the order they came."""

    def __init__(self, weirctl, file, environment, interval="250ms"):
        self.log = open(file.with_suffix(".log"), "ab")
        self.lines, self.wrong, self.changed = [], [], threading.Condition()
        self.program = subprocess.Popen([weirctl, "run", file, "--stats", "json", "--interval", interval],
                                        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=self.log, text=True,
                                        env=environment)
        self.reader = threading.Thread(target=self.read, name="stats")
        self.reader.start()

    def read(self):
        for text in self.program.stdout:
            line = json.loads(text)
            with self.changed:
                self.lines.append((time.monotonic(), line))
                if line["in_messages"] != sum(line[part] for part in PARTS):
                    self.wrong.append(text.strip())
                self.changed.notify_all()
        with self.changed:
            self.changed.notify_all()

    def wait_for(self, flow, since, limit, holds):
        """Seconds from `since` to the first line of the flow behind it for which `holds`; None when none came."""
        seen = 0
        with self.changed:
            while True:
                for moment, line in self.lines[seen:]:
                    if moment >= since and line["flow"] == flow and holds(line):
                        return moment - since
                seen = len(self.lines)
                rest = since + limit - time.monotonic()
                if rest <= 0 or not self.reader.is_alive() and self.program.poll() is not None:
                    return None
                self.changed.wait(min(rest, 1))  # the last word may come before the reader has ended

    def story(self, flow, since):
        """The states one after the other, for a person."""
        told, last = [], None
        with self.changed:
            lines = list(self.lines)
        for moment, line in lines:
            what = f"{line['state']} {line['code']}".strip()
            if moment >= since and line["flow"] == flow and what != last:
                told.append(f"{moment - since:.1f} s {what}")
                last = what
        return ", ".join(told)

    def stop(self):
        if self.program.poll() is None:
            self.program.send_signal(signal.SIGTERM)
        code = self.program.wait(30)
        self.reader.join()
        self.log.close()
        return code
