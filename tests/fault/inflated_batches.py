# SPDX-FileCopyrightText: The Weir developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""One batch a codec that is a hundred times larger once it is unpacked: nothing is lost, figures add up, and the
program, told to hold little, pauses and comes through."""

import sqlite3
import subprocess

from broker import Broker
from weirctl_run import call, program, stats_of, unbalanced

CODECS = ("gzip", "lz4", "snappy")  # librdkafka unpacks zstd up to a limit only
MESSAGES, SIZE = 8, 8 * 2 ** 20
LARGEST = 30 * 2 ** 20  # what the broker takes, packed
MOST_MIB = 1024
WORKSPACE = """weir: 1
name: inflated
sources:
  all:
    type: kafka
    brokers: {address}
    topic: inflated-gzip
    topics: [{others}]
    offset: earliest
    data_type: json
    tls: {{disable: true}}
endpoints:
  store: {{type: store, path: out.db}}
flows:
  inflated:
    from: {{source: all}}
    to: [{{endpoint: store, table: rows}}]
    enabled: true
"""


def write(broker, codec, folder):
    """All in one batch: kcat waits for more than it gets."""
    files = []
    for number in range(MESSAGES):
        files.append(folder / f"payload-{number}")
        files[-1].write_bytes(b'{"codec": "%s", "n": %d, "pad": "%s"}' % (codec.encode(), number, b"x" * SIZE))
    subprocess.run(["kcat", "-P", "-q", "-b", broker.address, "-t", f"inflated-{codec}", "-p", "0", "-z", codec,
                    "-X", "message.max.bytes=500000000", "-X", "batch.size=500000000", "-X", "linger.ms=1500",
                    *map(str, files)], stdin=subprocess.DEVNULL, timeout=120, check=True)


def check(build, folder):
    wrong = []
    with Broker(folder / "kafka", build) as broker:
        for codec in CODECS:
            broker.make_topic(f"inflated-{codec}", 1, LARGEST)
            write(broker, codec, folder)
        file = folder / "inflated.weir.yaml"
        file.write_text(WORKSPACE.format(address=broker.address,
                                         others=", ".join(f"inflated-{codec}" for codec in CODECS[1:])))
        ended = call([program(build), "run", file, "--until-caught-up", "--for", "120s", "--memory-limit", "120MiB",
                      "--stats", "json", "--interval", "100ms"], 180)
    stats = stats_of(ended)
    print(f"inflated: {ended.words()}, paused in {sum(line['code'] == 'flow.memory_full' for line in stats)} of "
          f"{len(stats)} lines", flush=True)
    if ended.code != 0:
        wrong.append(f"exit code {ended.code}: {ended.err[-1500:]}")
    if unbalanced(stats):
        wrong.append("lines that do not add up")
    if ended.peak_kib > MOST_MIB * 1024:
        wrong.append(f"more than {MOST_MIB} MiB")
    with sqlite3.connect(f"file:{folder / 'out.db'}?mode=ro", uri=True) as store:
        rows = store.execute("SELECT codec, count(DISTINCT n), min(length(pad)) FROM rows GROUP BY codec").fetchall()
    if sorted(rows) != sorted((codec, MESSAGES, SIZE) for codec in CODECS):
        wrong.append(f"arrived: {rows}")
    print("\n".join(wrong), end="\n" if wrong else "", flush=True)
    return not wrong
