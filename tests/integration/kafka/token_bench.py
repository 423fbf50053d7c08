# SPDX-FileCopyrightText: The Weir developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""What tests of tokens share: one filled topic, a workspace of many flows, and the look for what nobody may be told."""

import os
import pathlib
import subprocess
import sys
import time
import uuid

TESTS = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(TESTS / "bench"), str(TESTS / "servers" / "token")]
from broker import Broker  # noqa: E402
from fake_token_server import AUDIENCE, token_for  # noqa: E402

SECRET = "S3CR3T-" + uuid.uuid4().hex


def addresses_in(file):
    return dict(line.split("=", 1) for line in pathlib.Path(file).read_text().splitlines() if "=" in line)


class TokenBench:
    def __init__(self, options, folder, stack):
        self.folder = folder / "mine"
        self.folder.mkdir()
        self.weirctl = pathlib.Path(options.build) / "app" / "weirctl" / "weirctl"
        self.broker = Broker(folder / "broker", options.build)
        if options.addresses:
            self.broker.addresses = addresses_in(options.addresses)
            self.broker.address = self.broker.addresses["PLAIN"]
        else:
            stack.enter_context(self.broker)
        self.addresses = self.broker.addresses
        self.topic, self.count, self.failed = f"tokens-{uuid.uuid4().hex[:8]}", 0, 0
        self.given = token_for("alice", AUDIENCE, 3600)
        private = {f"XDG_{name}_HOME": str(self.folder / "home" / name) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
        self.environment = os.environ | private | {"WEIR_TEST_CLIENT": SECRET, "WEIR_TEST_TOKEN": self.given}

    def produce(self, count):
        self.broker.fill(self.topic, 1, self.count, count, 100)
        self.count += count

    def remove_topic(self):
        self.broker.remove_topic(self.topic)

    def tls(self, listener):
        return f"tls: {{root_cas: '{self.addresses['CERTS']}/ca.pem'}}" if listener == "OAUTHS" else "tls: {disable: true}"

    def workspace(self, name, sources, flows=False):
        file = self.folder / f"{name}.weir.yaml"
        lines = ["weir: 1", f"name: {name}", "sources:"]
        lines += [f"  {source}: {{data_type: json, {text[1:]}" for source, text in sources.items()]
        lines += ["endpoints:", "  out: {type: discard}", "flows:"] if flows else []
        for source in sources if flows else ():
            lines += [f"  {source}:", f"    id: {uuid.uuid4()}", f"    from: {{source: {source}}}",
                      "    to: [{endpoint: out}]", "    enabled: true"]
        file.write_text("\n".join([*lines, ""]))
        return file

    def sending(self, name, endpoints):
        """A flow of made-up events to each of them."""
        file = self.folder / f"{name}.weir.yaml"
        lines = ["weir: 1", f"name: {name}", "sources:", "  made: {type: stream_generator, template: iot, interval: 100ms}", "endpoints:"]
        lines += [f"  {endpoint}: {text}" for endpoint, text in endpoints.items()] + ["flows:"]
        for endpoint in endpoints:
            lines += [f"  {endpoint}:", f"    id: {uuid.uuid4()}", "    from: {source: made}",
                      f"    to: [{{endpoint: {endpoint}, topic: {self.topic}-{endpoint}}}]", "    enabled: true"]
            self.broker.make_topic(f"{self.topic}-{endpoint}", 1)
        file.write_text("\n".join([*lines, ""]))
        return file

    def begin(self, *words):
        return subprocess.Popen([self.weirctl, *map(str, words)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True, env=self.environment)

    def end(self, program, limit=60):
        out, err = program.communicate(timeout=limit)
        with open(self.folder / "told.log", "a", encoding="utf-8") as log:
            log.write(out + err)
        return subprocess.CompletedProcess(program.args, program.returncode, out, err)

    def expect(self, what, holds, found=""):
        print(f"{'held' if holds else 'FAILED'}: {what}", flush=True)
        if not holds:
            self.failed += 1
            print(f"  {found}", flush=True)

    @staticmethod
    def until(holds, limit):
        end = time.monotonic() + limit
        while not holds() and time.monotonic() < end:
            time.sleep(0.05)
        return holds()

    def check_canaries(self, tokens):
        """In everything that was printed, logged or stored; of a token its claims are enough to know it by."""
        secrets = {SECRET.encode()} | {token.split(".")[1].encode() for token in [*tokens, self.given]}
        files = [file for file in self.folder.rglob("*") if file.is_file()]
        told = [file.name for file in files if any(secret in file.read_bytes() for secret in secrets)]
        logs = sum(file.stat().st_size for file in files if file.suffix == ".log")
        self.expect(f"none of {len(secrets)} tokens and secrets is told in {len(files)} files", logs > 0 and not told, told)
