# SPDX-FileCopyrightText: The Weir developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""A schema registry with Confluent's interface in a few lines: signing in, error bodies, references, and bad days."""

import base64
import contextlib
import http.server
import json
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from fake_http import FakeHttpServer  # noqa: E402

TYPE = "application/vnd.schemaregistry.v1+json"


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):  # the name is http.server's
        registry = self.server.owner
        registry.asked.append(self.path)
        mood = registry.mood
        if mood == "slow":
            registry.released.wait(20)
        if mood == "busy":
            self.answer(503, {"error_code": 50301, "message": "try later"})
        elif mood == "page":
            self.answer(200, None, b"<html>not here</html>")
        elif mood == "drip":
            self.drip(registry)
        elif mood == "elsewhere":
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.1:1/schemas/ids/1")
            self.end_headers()
        elif registry.user and self.headers.get("Authorization") != registry.credentials():
            self.answer(401, {"error_code": 401, "message": "Unauthorized"})
        elif not self.path.startswith(registry.base):
            self.answer(404, None, b"no such page")
        else:
            self.answer(*self.find(registry, self.path[len(registry.base):]))

    @staticmethod
    def find(registry, path):
        if path == "/subjects":
            return 200, sorted({subject for subject, _ in registry.versions})
        if found := re.fullmatch(r"/schemas/ids/(\d+)", path):
            schema = registry.schemas.get(int(found[1]))
            return (200, schema) if schema else (404, {"error_code": 40403, "message": f"Schema {found[1]} not found."})
        if found := re.fullmatch(r"/subjects/([^/]+)/versions/(\d+|latest)", path):
            versions = [version for subject, version in registry.versions if subject == found[1]]
            if not versions:
                return 404, {"error_code": 40401, "message": "Subject not found."}
            number = max(versions) if found[2] == "latest" else int(found[2])
            if number not in versions:
                return 404, {"error_code": 40402, "message": "Version not found."}
            id_ = registry.versions[found[1], number]
            return 200, {"subject": found[1], "version": number, "id": id_, **registry.schemas[id_]}
        return 404, {"error_code": 404, "message": "HTTP 404 Not Found"}

    def drip(self, registry):
        """An answer that begins at once and never ends."""
        self.send_response(200)
        self.end_headers()
        with contextlib.suppress(OSError):
            while not registry.released.wait(0.3):
                self.wfile.write(b" ")
                self.wfile.flush()

    def answer(self, status, document, body=None):
        body = json.dumps(document).encode() if body is None else body
        self.send_response(status)
        self.send_header("Content-Type", TYPE)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with contextlib.suppress(OSError):  # who asked has given up
            self.wfile.write(body)

    def log_message(self, *_):
        pass


class FakeRegistry(FakeHttpServer):
    """Listens from start() to stop(), always on the same port. `mood` is one of "", busy, slow, drip, page,
    elsewhere."""

    handler = Handler

    def __init__(self, base="", user="", password=""):
        super().__init__()
        self.base, self.user, self.password, self.mood = base, user, password, ""
        self.schemas, self.versions, self.asked = {}, {}, []

    def add(self, id_, subject, version, schema, references=(), **more):
        is_json = more.get("schemaType", "AVRO") != "PROTOBUF"
        self.schemas[id_] = {"schema": json.dumps(schema) if is_json else schema, **more}
        if references:
            self.schemas[id_]["references"] = [
                {"name": name, "subject": of, "version": number} for name, of, number in references]
        self.versions[subject, version] = id_

    def credentials(self):
        return "Basic " + base64.b64encode(f"{self.user}:{self.password}".encode()).decode()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}{self.base}"
