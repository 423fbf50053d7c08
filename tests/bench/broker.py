# SPDX-FileCopyrightText: The Weir developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""One Kafka node of the tests' own, and numbered messages in it."""

import pathlib
import subprocess

SOURCES = pathlib.Path(__file__).resolve().parents[2]
SCRIPTS = SOURCES / "tests" / "servers" / "kafka"


class Broker:
    def __init__(self, folder, build):
        self.folder = pathlib.Path(folder)
        self.fill_program = pathlib.Path(build) / "tests" / "bench" / "fill_topic"
        self.address = ""

    def __enter__(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        words = subprocess.run([SCRIPTS / "start", self.folder], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               text=True, timeout=300, check=True).stdout
        addresses = dict(line.split("=", 1) for line in words.splitlines() if "=" in line)
        self.address = addresses["PLAIN"]
        return self

    def __exit__(self, *_):
        subprocess.run([SCRIPTS / "stop", self.folder], stdin=subprocess.DEVNULL, timeout=60, check=False)

    def fill_command(self, topic, partitions, first, count, size):
        return [str(word) for word in (self.fill_program, self.address, topic, partitions, first, count, size)]

    def fill(self, topic, partitions, first, count, size):
        subprocess.run(self.fill_command(topic, partitions, first, count, size), stdin=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, timeout=3600, check=True)

    def make_topic(self, topic, partitions, largest=None):
        words = [str(largest)] if largest else []
        subprocess.run(self.fill_command(topic, partitions, 0, 0, 0) + words, stdin=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, timeout=60, check=True)

    def remove_topic(self, topic):
        self.fill(topic, 0, 0, 0, 0)
