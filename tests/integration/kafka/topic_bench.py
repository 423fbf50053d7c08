# SPDX-FileCopyrightText: The Weir developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""What tests of data types share: messages in a topic, a workspace that reads them, weirctl over it, and registries."""

import json
import os
import pathlib
import sqlite3
import struct
import subprocess
import urllib.request
import uuid

SECRET = "S3CR3T-" + uuid.uuid4().hex
END, KEY = "<<<end>>>", "<<<key>>>"


def number(value):
    value = value << 1 ^ value >> 63
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value])


def text(value):
    return number(len(value.encode())) + value.encode()


def framed(id_, body):
    return b"\0" + struct.pack(">I", id_) + body


class Bench:
    """One broker, and a folder for each case."""

    def __init__(self, options, broker, folder):
        self.broker, self.folder = broker, folder
        self.weirctl = pathlib.Path(options.build) / "app" / "weirctl" / "weirctl"
        self.environment = os.environ | {"WEIR_TEST_REGISTRY": SECRET, "WEIR_TEST_WRONG": SECRET[::-1]}
        self.failed = 0

    def topic(self, messages):
        name = f"avro-{uuid.uuid4().hex[:12]}"
        self.broker.make_topic(name, 1)
        self.produce(name, messages)
        return name

    def produce(self, topic, messages):
        place = self.folder / f"messages-{topic}"
        place.mkdir(exist_ok=True)
        files = []
        for index, message in enumerate(messages):
            files.append(place / str(index))
            files[-1].write_bytes(message)
        subprocess.run(["kcat", "-P", "-b", self.broker.address, "-t", topic, "-p", "0", *map(str, files)],
                       stdin=subprocess.DEVNULL, timeout=60, check=True)

    def keyed_topic(self, messages):
        """Of keys and values; None is null."""
        name = f"keyed-{uuid.uuid4().hex[:12]}"
        self.broker.make_topic(name, 1)
        text = END.encode().join((key or b"") + KEY.encode() + (value or b"") for key, value in messages)
        subprocess.run(["kcat", "-P", "-b", self.broker.address, "-t", name, "-p", "0", "-Z", "-D", END, "-K", KEY],
                       input=text, timeout=60, check=True)
        return name

    def workspace(self, name, topic, registry=None, endpoint="{type: store, path: out.db}", target="table: rows",
                  broker="PLAIN", **extra):
        place = self.folder / name
        place.mkdir()
        fields = {"data_type": "avro", "schema_registry_address": registry and registry.url} | extra
        if fields["data_type"] == "avro":
            fields = {"auto_field_extraction": "true"} | fields
        lines = "".join(f"    {key}: {value}\n" for key, value in fields.items() if value)
        tls = "disable: true" if broker == "PLAIN" else f"root_cas: {self.broker.addresses['CERTS']}/ca.pem"
        file = place / f"{name}.weir.yaml"
        file.write_text(f"""weir: 1
name: {name}
sources:
  orders:
    type: kafka
    brokers: {self.broker.addresses[broker]}
    topic: {topic}
    offset: earliest
    tls: {{{tls}}}
{lines}endpoints:
  out: {endpoint}
flows:
  {name}:
    id: {uuid.uuid4()}
    from: {{source: orders}}
    to:
      - {{endpoint: out, {target}}}
    enabled: true
""")
        return file

    def call(self, *words, limit=60):
        done = subprocess.run([self.weirctl, *map(str, words)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True, timeout=limit, check=False, env=self.environment)
        self.expect("no secret is told", SECRET not in done.stdout + done.stderr, quiet=True)
        return done

    def run_to_end(self, file):
        done = self.call("run", file, "--until-caught-up", "--for", "60s", "--stats", "json", limit=90)
        finals = [line for line in map(json.loads, filter(lambda l: l.startswith("{"), done.stdout.splitlines()))
                  if line.get("final")]
        if not finals:
            raise SystemExit(f"weirctl ended with {done.returncode}\n{done.stdout[-1500:]}\n{done.stderr[-1500:]}")
        return done, finals[0]

    def expect(self, what, holds, found="", quiet=False):
        if not (holds and quiet):
            print(f"{'held' if holds else 'FAILED'}: {what}", flush=True)
        if not holds:
            self.failed += 1
            print(f"  {found}", flush=True)


def rows(file, query):
    with sqlite3.connect(f"file:{file.parent / 'out.db'}?mode=ro", uri=True) as store:
        return store.execute(query).fetchall()


def addresses_in(file):
    return dict(line.split("=", 1) for line in pathlib.Path(file).read_text().splitlines() if "=" in line)


class RealRegistry:
    """Gives its own numbers."""

    def __init__(self, url):
        self.url = url

    def add(self, subject, schema, references=(), kind="AVRO"):
        body = {"schema": schema if kind == "PROTOBUF" else json.dumps(schema), "schemaType": kind, "references": [
            {"name": name, "subject": of, "version": number} for name, of, number in references]}
        request = urllib.request.Request(f"{self.url}/subjects/{subject}/versions", json.dumps(body).encode(),
                                         {"Content-Type": "application/vnd.schemaregistry.v1+json"})
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)["id"]
