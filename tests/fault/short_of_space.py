# SPDX-FileCopyrightText: The Weir developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""A disk of 4 MiB, a disk mounted read-only and a folder that may not be written, beneath store, file and dead letters.

The mounts live in a namespace of their own and vanish with it. weirctl runs without any capability, so that
permissions hold for it even where the tests are run by root."""

import collections
import contextlib
import json
import os
import pathlib
import signal
import sqlite3
import subprocess
import sys
import time
import uuid

from broker import Broker
from weirctl_run import Ended, call, final_of, program

COUNT = 20_000
SIZE = 1_100  # past max_message_bytes below, so that the same messages make dead letters
PARTITIONS = 2
SMALL, WIDE = "4m", "256m"
NAMESPACES = (["unshare", "--mount"], ["unshare", "--user", "--map-root-user", "--mount"])
POWERLESS = ["setpriv", "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs"]
CODES = {("store", "full"): "store.disk_full", ("file", "full"): "file.disk_full",
         ("dead letters", "full"): "dead_letter.write",
         ("store", "read-only"): "store.cannot_open", ("file", "read-only"): "file.read_only",
         ("dead letters", "read-only"): "dead_letter.open", ("store", "forbidden"): "store.cannot_open",
         ("file", "forbidden"): "file.read_only", ("dead letters", "forbidden"): "dead_letter.open"}
WORKSPACE = """weir: 1
name: short
sources:
  numbers:
    type: kafka
    brokers: {address}
    topic: numbers
    offset: earliest
    data_type: json
    tls: {{disable: true}}
    max_message_bytes: {largest}
endpoints:
  out: {endpoint}
flows:
  short:
    id: {id}
    from: {{source: numbers}}
    to: [{{endpoint: out, table: short}}]
    delivery: {{window: {{messages: 500}}}}
    enabled: true
"""


def mount(*words):
    subprocess.run(["mount", *map(str, words)], check=True, stdin=subprocess.DEVNULL, timeout=30)


class Place:
    """One flow whose `what` lies on a disk of its own."""

    def __init__(self, what, address, build, folder):
        self.what, self.build, self.folder = what, build, folder
        self.disk = folder / "disk"
        self.disk.mkdir(parents=True)
        mount("-t", "tmpfs", "-o", f"size={SMALL},mode=0700", "weir-short", self.disk)
        endpoint = {"store": f"{{type: store, path: {self.disk}/out.db}}",
                    "file": f"{{type: file, path: \"{self.disk}/out-{{seq}}.jsonl\", fsync_every: 20ms}}",
                    "dead letters": "{type: discard}"}[what]
        self.file = (self.disk if what == "dead letters" else folder) / "short.weir.yaml"
        self.file.write_text(WORKSPACE.format(address=address, endpoint=endpoint, id=uuid.uuid4(),
                                              largest="1KiB" if what == "dead letters" else "1MiB"))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        subprocess.run(["umount", self.disk], check=False, stdin=subprocess.DEVNULL, timeout=30)

    def remount(self, options):
        mount("-o", f"remount,{options}", self.disk)

    def call(self):
        return [*POWERLESS, program(self.build), "run", self.file, "--until-caught-up", "--for", "60s",
                "--stats", "json", "--interval", "100ms"]

    def run(self):
        ended = call(self.call(), 90)
        return ended, final_of(ended)

    def run_into_trouble(self, then):
        """Until it has failed; `then` stops it or mends the disk. How it ended, and the line that told of it."""
        with open(self.folder / "out", "wb") as out, open(self.folder / "log", "wb") as log:
            child = subprocess.Popen([str(word) for word in self.call()], stdin=subprocess.DEVNULL, stdout=out,
                                     stderr=log)
            end, failed = time.monotonic() + 40, None
            while failed is None and time.monotonic() < end:
                time.sleep(0.05)
                lines = (self.folder / "out").read_text().splitlines(keepends=True)
                failed = next((found for found in map(json.loads, (line for line in lines if line.endswith("\n")))
                               if found["state"] == "failed"), None)
            then(child)
            code = child.wait(90)
        words = [(self.folder / name).read_text(errors="replace") for name in ("out", "log")]
        return Ended(code, *words, 0.0, 0), failed or {"state": "never failed", "code": "", "message": ""}

    def numbers(self):
        """What is kept, counted: the number of each row, or the place of each dead letter."""
        if self.what == "file":
            lines = [line for file in self.disk.glob("out-*.jsonl*") if not file.name.endswith("state")
                     for line in file.read_bytes().splitlines(keepends=True) if line.endswith(b"\n")]
            return collections.Counter(json.loads(line)["id"] for line in lines)
        path = self.disk / ("out.db" if self.what == "store" else "short.dead.db")
        words = "SELECT id FROM short" if self.what == "store" else "SELECT lane, position FROM dead_letter"
        try:
            with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as kept:
                return collections.Counter(kept.execute(words))
        except sqlite3.OperationalError:
            return collections.Counter()  # no file or no table yet


def full(place):
    return lambda: place.remount(f"size={WIDE}")


def read_only(place):
    place.remount("ro")
    return lambda: place.remount(f"rw,size={WIDE}")


def forbidden(place):
    place.disk.chmod(0o500)

    def allow():
        place.disk.chmod(0o700)
        place.remount(f"size={WIDE}")
    return allow


def stop(child):
    child.send_signal(signal.SIGINT)


def judge(place, trouble, name):
    """What is wrong. The flow must fail with its code, keep what it confirmed, and lose nothing once it may go on."""
    wrong, began = [], time.monotonic()
    mend = trouble(place)
    ended, failed = place.run_into_trouble(stop)
    final = final_of(ended)
    confirmed = final["dead_lettered" if place.what == "dead letters" else "delivered"]
    print(f"{place.what}, {name}: {confirmed} confirmed, {failed['code']}: {failed['message']} "
          f"({time.monotonic() - began:.1f} s)", flush=True)
    if ended.code != 1 or failed["code"] != CODES[place.what, name]:
        wrong.append(f"ended with {ended.code}, {failed['state']} {failed['code']}\n{ended.err[-800:]}")
    kept = place.numbers()
    if trouble is full and not 0 < confirmed <= len(kept) < COUNT:
        wrong.append(f"{confirmed} were confirmed, {len(kept)} are kept")
    mend()
    ended, final = place.run()
    return wrong + judge_whole(place, ended)


def judge_whole(place, ended):
    kept = place.numbers()
    if ended.code == 0 and len(kept) == COUNT and kept.total() == COUNT:
        return []
    return [f"after it: {ended.words()}, {len(kept)} of {COUNT} kept, {kept.total() - len(kept)} twice\n"
            f"{ended.err[-800:]}"]


def judge_going_on(place):
    """With space again the flow goes on by itself."""
    ended, failed = place.run_into_trouble(lambda _: place.remount(f"size={WIDE}"))
    print(f"{place.what}, mended while it runs: {failed['code']}, ended with {ended.code}", flush=True)
    final_of(ended)
    return judge_whole(place, ended)


def check_inside(build, folder, address):
    wrong = []
    for what in ("store", "file", "dead letters"):
        for trouble in (full, read_only, forbidden):
            name = trouble.__name__.replace("_", "-")
            with Place(what, address, build, folder / f"{what}-{name}".replace(" ", "-")) as place:
                wrong += [f"{what}, {name}: {line}" for line in judge(place, trouble, name)]
    with Place("store", address, build, folder / "going-on") as place:
        wrong += judge_going_on(place)
    print(f"disk: {len(wrong)} wrong", flush=True)
    print("\n".join(wrong), end="\n" if wrong else "", flush=True)
    return not wrong


def own_namespace(folder):
    """The way into a mount namespace, or a plain word why there is none."""
    tried = []
    for words in NAMESPACES:
        mounts = ["sh", "-c", 'mount -t tmpfs -o size=1m weir-short "$1" && exec setpriv "$2" true', "sh"]
        done = subprocess.run([*words, *mounts, str(folder), POWERLESS[1]], stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=30, check=False)
        if done.returncode == 0:
            return words
        tried.append(f"{' '.join(words)}: {done.stdout.strip()}")
    raise SystemExit("disk: no small file system can be mounted here, neither as root nor in a user namespace, so "
                     "nothing was tested:\n" + "\n".join(tried))


def check(build, folder):
    words = own_namespace(folder)
    with Broker(folder / "kafka", build) as broker:
        broker.fill("numbers", PARTITIONS, 0, COUNT, SIZE)
        call_again = [sys.executable, pathlib.Path(__file__).with_name("bad_input"), "--build", build,
                      "--inside", broker.address, "disk"]
        return subprocess.run([*words, *call_again], stdin=subprocess.DEVNULL, timeout=500, check=False,
                              env=os.environ).returncode == 0
