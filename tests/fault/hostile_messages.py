# SPDX-FileCopyrightText: The Weir developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sends messages that mean harm through running flows on a real broker, to each endpoint and by each on_error."""

import collections
import json
import sqlite3
import uuid

import hostile_records
from broker import Broker
from hostile_files import DANGEROUS
from hostile_records import LARGE, ROW, TOMBSTONE, TOPIC_LARGEST
from weirctl_run import call, program, stats_of, unbalanced

SOURCE_LIMIT = 16 * 2 ** 20
ENDPOINT_LIMIT = 1_000_000
ENTRY = """  {name}:
    type: kafka
    brokers: {address}
    topic: hostile
    offset: earliest
    data_type: json
    tls: {{disable: true}}
    max_message_bytes: {largest}
"""
KAFKA = """  {name}:
    type: kafka
    host: {address}
    authentication: {{method: Anonymous}}
    tls: {{mode: Disabled}}
    batching: {{maxBytes: {largest}}}
"""
FLOW = """  {name}:
    id: {id}
    from: {{source: {source}}}
    to: [{to}]
    on_error: {on_error}
    enabled: true
"""


class Flow:
    """Where to, what shall happen to what is refused, and what the source lets through."""

    def __init__(self, name, to, on_error, source="narrow", limit=ENDPOINT_LIMIT):
        self.name, self.to, self.on_error, self.source, self.limit = name, to, on_error, source, limit
        self.id = uuid.uuid4()

    def fate(self, record):
        size = len(record.payload or b"") + len(record.key or b"")
        if self.source == "narrow" and size > SOURCE_LIMIT:
            return "kafka.message.over_limit"
        if not self.to.startswith("{endpoint: out"):
            return record.code
        return ROW if size < self.limit else "kafka.message.too_large"

    def text(self, on_error=None):
        return FLOW.format(name=self.name, id=self.id, source=self.source, to=self.to,
                           on_error=on_error or self.on_error)


def flows():
    made = []
    for on_error in ("dead_letter", "skip", "stop"):
        made += [Flow(f"store-{on_error}", "{endpoint: store, table: store_%s}" % on_error, on_error),
                 Flow(f"file-{on_error}", "{endpoint: file-%s}" % on_error, on_error),
                 Flow(f"kafka-{on_error}", "{endpoint: out, topic: kafka-%s}" % on_error, on_error)]
    made += [Flow("kafka-wide", "{endpoint: out-wide, topic: kafka-wide}", "stop", "wide", TOPIC_LARGEST),
             Flow("kafka-small", "{endpoint: out, topic: kafka-small}", "dead_letter", "wide"),
             Flow("store-wide", "{endpoint: store, table: store_wide}", "dead_letter", "wide")]
    return made


def workspace(address, chosen, on_error=None):
    text = "weir: 1\nname: hostile\nsources:\n"
    text += ENTRY.format(name="narrow", address=address, largest="16MiB")
    text += ENTRY.format(name="wide", address=address, largest="32MiB")
    text += "endpoints:\n  store: {type: store, path: out.db}\n"
    for name in ("dead_letter", "skip", "stop"):
        text += "  file-%s: {type: file, path: \"%s-{seq}.jsonl\"}\n" % (name, name)
    text += KAFKA.format(name="out", address=address, largest=ENDPOINT_LIMIT)
    text += KAFKA.format(name="out-wide", address=address, largest=2 * LARGE)
    return text + "flows:\n" + "".join(flow.text(on_error) for flow in chosen)


class Rig:
    def __init__(self, broker, build, folder):
        self.broker, self.build, self.folder = broker, build, folder
        self.file, self.records, self.wrong = folder / "hostile.weir.yaml", hostile_records.records(), []

    def expect(self, what, found, expected):
        if found != expected:
            self.wrong.append(f"{what}: {str(found)[:400]}, not {str(expected)[:400]}")

    def run(self, chosen, code, on_error=None):
        """The last figures of each flow; the program must end by itself and its figures add up."""
        self.file.write_text(workspace(self.broker.address, chosen, on_error))
        ended = call([program(self.build), "run", self.file, "--until-caught-up", "--for", "60s", "--stats", "json",
                      "--interval", "100ms"], 90)
        print(f"messages: {len(chosen)} flows {ended.words()}", flush=True)
        self.expect("exit code", ended.code, code)
        if ended.code != code:
            self.wrong.append(ended.err[-2000:])
        self.harmless("run", ended)
        stats = stats_of(ended)
        self.expect("lines that do not add up", unbalanced(stats), [])
        return {line["flow"]: line for line in stats if line["final"]}

    def harmless(self, what, ended):
        self.expect(f"{what}: what a terminal would obey",
                    sorted({mark for mark in ended.out + ended.err if mark in DANGEROUS}), [])

    def rows(self, flow):
        """The numbers of the rows that arrived, or the whole messages."""
        if flow.to.startswith("{endpoint: store"):
            with sqlite3.connect(f"file:{self.folder / 'out.db'}?mode=ro", uri=True) as store:
                return sorted(row[0] for row in store.execute(f"SELECT n FROM store_{flow.name.split('-')[1]}"))
        if flow.to.startswith("{endpoint: file"):
            files = [*self.folder.glob(f"{flow.on_error}-*.jsonl"), *self.folder.glob(f"{flow.on_error}-*.part")]
            return sorted(json.loads(line)["n"] for file in files for line in file.read_bytes().splitlines())
        return hostile_records.read(self.broker, flow.name)

    def expected(self, flow):
        through = [(n, record) for n, record in enumerate(self.records) if flow.fate(record) == ROW]
        if flow.to.startswith("{endpoint: out"):
            return [hostile_records.as_read(record) for _, record in through]
        return [n for n, _ in through]

    def letters(self):
        saved = self.folder / "letters.jsonl"
        ended = call([program(self.build), "dead", "save", self.file, "--output", saved], 60)
        self.expect("dead save", ended.code, 0)
        for words in (["list"], ["list", "--json"]):
            self.harmless("dead list", call([program(self.build), "dead", words[0], self.file, *words[1:]], 60))
        by_flow = collections.defaultdict(dict)
        with open(saved, encoding="utf-8") as lines:
            for letter in map(json.loads, lines):
                by_flow[letter["flow"]][letter["position"]] = (letter["code"], letter["size"])
        return by_flow


def judge_going_on(rig, chosen, finals):
    letters = rig.letters()
    for flow in chosen:
        fates = [flow.fate(record) for record in rig.records]
        refused = {n: (fate, len(rig.records[n].payload)) for n, fate in enumerate(fates)
                   if fate not in (ROW, TOMBSTONE)}
        final = finals.get(flow.name, {})
        rig.expect(f"{flow.name}: state", (final.get("state"), final.get("message")), ("completed", ""))
        rig.expect(f"{flow.name}: delivered", final.get("delivered"), fates.count(ROW))
        rig.expect(f"{flow.name}: filtered", final.get("filtered"), fates.count(TOMBSTONE))
        counted = {"dead_letter": "dead_lettered", "skip": "skipped"}.get(flow.on_error, "dead_lettered")
        rig.expect(f"{flow.name}: {counted}", final.get(counted), len(refused))
        if flow.on_error == "dead_letter":
            rig.expect(f"{flow.name}: dead letters", letters.get(flow.name, {}), refused)
        rig.expect(f"{flow.name}: arrived", rig.rows(flow), rig.expected(flow))


def judge_stopped(rig, chosen, finals):
    """Failed at the first refusal, with a sentence, and nothing from there on counts as delivered."""
    for flow in chosen:
        fates = [flow.fate(record) for record in rig.records]
        first = next(n for n, fate in enumerate(fates) if fate not in (ROW, TOMBSTONE))
        final = finals.get(flow.name, {})
        rig.expect(f"{flow.name}: state", final.get("state"), "failed")
        rig.expect(f"{flow.name}: a message", bool(final.get("message")), True)
        rig.expect(f"{flow.name}: delivered behind the refusal", max(0, final.get("delivered", first) - first), 0)


def judge_released(rig, chosen):
    """Once the flow may skip, all that follows arrives; in the store nothing twice."""
    for flow in chosen:
        rows, expected = rig.rows(flow), rig.expected(flow)
        if flow.to.startswith("{endpoint: store"):
            rig.expect(f"{flow.name}: rows in the end", rows, expected)
        rig.expect(f"{flow.name}: missing in the end", set(map(str, expected)) - set(map(str, rows)), set())


def check(build, folder):
    with Broker(folder / "kafka", build) as broker:
        rig = Rig(broker, build, folder)
        broker.make_topic("hostile", 1, TOPIC_LARGEST)
        for flow in flows():
            if flow.name.startswith("kafka"):
                broker.make_topic(flow.name, 1, TOPIC_LARGEST if flow.source == "wide" else None)
        hostile_records.write(broker, "hostile", rig.records, folder)
        going_on = [flow for flow in flows() if flow.on_error != "stop" or flow.source == "wide"]
        judge_going_on(rig, going_on, rig.run(going_on, 0))
        stopping = [flow for flow in flows() if flow.on_error == "stop" and flow.source != "wide"]
        judge_stopped(rig, stopping, rig.run(stopping, 1))
        rig.run(stopping, 0, on_error="skip")
        judge_released(rig, stopping)
    print(f"messages: {len(rig.records)} kinds, {len(flows())} flows, {len(rig.wrong)} wrong", flush=True)
    print("\n".join(rig.wrong), end="\n" if rig.wrong else "", flush=True)
    return not rig.wrong
