# SPDX-FileCopyrightText: The Weir developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""One Kafka node of the tests' own, and numbered messages in it."""

import os
import pathlib
import signal
import subprocess
import time

SOURCES = pathlib.Path(__file__).resolve().parents[2]
SCRIPTS = SOURCES / "tests" / "servers" / "kafka"


class Broker:
    def __init__(self, folder, build):
        self.folder = pathlib.Path(folder)
        self.fill_program = pathlib.Path(build) / "tests" / "bench" / "fill_topic"
        self.address, self.addresses = "", {}

    def __enter__(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        self.run_start(self.folder)
        return self

    def run_start(self, *words):
        lines = subprocess.run([SCRIPTS / "start", *words], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               text=True, timeout=300, check=True).stdout
        self.addresses = dict(line.split("=", 1) for line in lines.splitlines() if "=" in line)
        self.address = self.addresses["PLAIN"]

    def start_again(self):
        """On the same ports and data."""
        self.run_start("--again", self.folder)

    def signal(self, number):
        os.kill(int((self.folder / "pid").read_text()), number)

    def kill(self):
        self.signal(signal.SIGKILL)
        while self.is_running():
            time.sleep(0.02)

    def is_running(self):
        pid = int((self.folder / "pid").read_text())
        try:
            return "kafka.Kafka" in pathlib.Path(f"/proc/{pid}/cmdline").read_text()
        except OSError:
            return False

    def set_password(self, user, password):
        """That of SCRAM-SHA-256; open connections stay."""
        lib = pathlib.Path(os.environ.get("WEIR_TEST_CACHE", pathlib.Path.home() / ".cache" / "weir-tests"))
        call = ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m", "-cp", f"{lib / 'kafka-3.9.2'}/*",
                "kafka.admin.ConfigCommand", "--bootstrap-server", self.address, "--alter", "--entity-type", "users",
                "--entity-name", user, "--add-config",
                f"SCRAM-SHA-256=[password={password}]"]
        subprocess.run(call, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                       timeout=60, check=True)

    def __exit__(self, *_):
        subprocess.run([SCRIPTS / "stop", self.folder], stdin=subprocess.DEVNULL, timeout=60, check=False)

    def fill_command(self, topic, partitions, first, count, size):
        return [str(word) for word in (self.fill_program, self.address, topic, partitions, first, count, size)]

    def fill(self, topic, partitions, first, count, size, *words):
        subprocess.run([*self.fill_command(topic, partitions, first, count, size), *words], stdin=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, timeout=3600, check=True)

    def make_topic(self, topic, partitions, largest=None):
        words = [str(largest)] if largest else []
        subprocess.run(self.fill_command(topic, partitions, 0, 0, 0) + words, stdin=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, timeout=60, check=True)

    def remove_topic(self, topic):
        self.fill(topic, 0, 0, 0, 0)
