# SPDX-FileCopyrightText: The Weir developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""A database and a worker of Kafka Connect for one test, and Debezium's connectors between them."""

import contextlib
import dataclasses
import json
import os
import pathlib
import subprocess
import time
import urllib.error
import urllib.request

SERVERS = pathlib.Path(__file__).resolve().parents[1]


@contextlib.contextmanager
def running(server, folder, *words, limit=300):
    """What `start` wrote as NAME=value lines; stopped at the end, also when it did not start."""
    try:
        done = subprocess.run([SERVERS / server / "start", folder, *words], stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, text=True, timeout=limit, check=True)
        yield dict(line.split("=", 1) for line in done.stdout.splitlines() if "=" in line)
    finally:
        subprocess.run([SERVERS / server / "stop", folder], stdin=subprocess.DEVNULL, timeout=60, check=False)


@dataclasses.dataclass(frozen=True)
class Form:
    """How a connector writes: JSON alone, JSON beside its schema, or Avro."""
    name: str
    converter: str
    decimals: str
    tells_types: bool
    defaults_for_null: bool

    def settings(self, registry):
        settings = {"decimal.handling.mode": self.decimals}
        for part in ("key.converter", "value.converter"):
            if self.converter == "avro":
                settings |= {part: "io.apicurio.registry.utils.converter.AvroConverter",
                             f"{part}.apicurio.registry.url": registry.replace("/apis/ccompat/v7", "/apis/registry/v2")}
                settings |= {f"{part}.apicurio.registry.{name}": value for name, value in {
                    "auto-register": "true", "find-latest": "true", "as-confluent": "true", "use-id": "contentId",
                    "headers.enabled": "false"}.items()}
            else:
                settings |= {part: "org.apache.kafka.connect.json.JsonConverter",
                             f"{part}.schemas.enable": str(self.converter == "schema").lower(),
                             f"{part}.replace.null.with.default": str(self.defaults_for_null).lower()}
        return settings


FORMS = (Form("plain", "plain", "string", False, False), Form("told", "schema", "precise", True, False),
         Form("avro", "avro", "precise", True, True), Form("doubles", "schema", "double", True, True))


class Database:
    def __init__(self, addresses):
        self.addresses = addresses
        self.environment = os.environ | {"PGPASSWORD": addresses["PASSWORD"], "PGCLIENTENCODING": "UTF8"}

    def command(self):
        return ["psql", "-q", "-X", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", self.addresses["HOST"], "-p",
                self.addresses["PORT"], "-U", self.addresses["USER"], "-d", self.addresses["DATABASE"]]

    def run(self, sql):
        return subprocess.run(self.command(), input=sql, stdout=subprocess.PIPE, text=True, timeout=300, check=True,
                              env=self.environment).stdout

    def rows(self, query):
        return [json.loads(line) for line in self.run(query + ";").splitlines()]


class Connect:
    def __init__(self, url):
        self.url = url

    def ask(self, path, body=None):
        request = urllib.request.Request(self.url + path, body and json.dumps(body).encode(),
                                         {"Content-Type": "application/json"}, method="PUT" if body else "GET")
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)

    def follow(self, name, database, tables, settings):
        """The tables' topics begin with `name`."""
        self.ask(f"/connectors/{name}/config", {
            "connector.class": "io.debezium.connector.postgresql.PostgresConnector", "tasks.max": "1",
            "plugin.name": "pgoutput", "database.hostname": database["HOST"], "database.port": database["PORT"],
            "database.user": database["USER"], "database.password": database["PASSWORD"],
            "database.dbname": database["DATABASE"], "topic.prefix": name, "slot.name": name, "publication.name": name,
            "publication.autocreate.mode": "filtered", "table.include.list": ",".join(f"public.{table}" for table in tables),
            "skipped.operations": "none", "poll.interval.ms": "50", **settings})

    def wait_until_running(self, names, limit=60):
        deadline = time.monotonic() + limit
        waiting = list(names)
        while waiting:
            status = self.status(waiting[0])
            states = [part["state"] for part in (status["connector"], *status["tasks"])] if status else []
            if len(states) > 1 and set(states) == {"RUNNING"}:
                waiting.pop(0)
            elif "FAILED" in states or time.monotonic() > deadline:
                raise SystemExit(f"the connector {waiting[0]} does not run: {json.dumps(status)[:1500]}")
            else:
                time.sleep(0.2)

    def status(self, name):
        try:
            return self.ask(f"/connectors/{name}/status")
        except urllib.error.HTTPError:  # not known yet
            return None
