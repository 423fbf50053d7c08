# SPDX-FileCopyrightText: The Weir developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""A WebSocket server that sends the same numbered messages to whoever connects."""

import pathlib
import subprocess


class Feed:
    def __init__(self, build, messages, size):
        self.command = [str(word) for word in (pathlib.Path(build) / "tests" / "bench" / "feed_websocket", messages,
                                               size)]
        self.url = ""

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
        self.url = f"ws://127.0.0.1:{int(self.process.stdout.readline())}/numbers"
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
