# SPDX-FileCopyrightText: The Weir developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""A token service (OAuth 2, client credentials) and the metadata address of an Azure computer in a few lines. The tokens
are unsigned JWTs, which a Kafka listener without a validator of its own takes."""

import base64
import contextlib
import http.server
import json
import pathlib
import sys
import time
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from fake_http import FakeHttpServer  # noqa: E402

AUDIENCE = "https://localhost"


def part(document):
    return base64.urlsafe_b64encode(json.dumps(document).encode()).decode().rstrip("=")


def token_for(subject, audience, life):
    now = time.time()
    claims = {"sub": subject, "aud": audience, "iat": now - 1, "exp": now + life}
    return f"{part({'alg': 'none'})}.{part(claims)}."


class Client:
    """One who may ask. `mood` is "" or how the service treats it: busy, refused, scope, empty, page, form, over, elsewhere,
    huge, endless, echo, gone, missing, late; `delay` in s comes before each answer."""

    def __init__(self, secret="", life=3600, mood="", delay=0, audience=None, retry_after=None, subject="alice"):
        super().__init__()
        self.secret, self.life, self.mood, self.delay = secret, life, mood, delay
        self.audience, self.retry_after, self.subject = audience, retry_after, subject
        self.asked = []  # moments


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):  # the name is http.server's
        form = urllib.parse.parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        form = {name: values[0] for name, values in form.items()}
        name, secret = form.get("client_id", ""), form.get("client_secret", "") or form.get("client_assertion", "")
        if (basic := self.headers.get("Authorization", "")).startswith("Basic "):
            name, secret = map(urllib.parse.unquote, base64.b64decode(basic[6:]).decode().split(":", 1))
        client = self.server.owner.clients.get(name)
        if form.get("grant_type") != "client_credentials" or self.path not in self.server.owner.paths:
            self.answer(400, {"error": "invalid_request"})
        elif client is None or client.secret != secret:
            self.answer(401, {"error": "invalid_client"})
        else:
            self.treat(client, form.get("scope", "").removesuffix("/.default"), "expires_in")

    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)
        query = {name: values[0] for name, values in urllib.parse.parse_qs(url.query).items()}
        client = self.server.owner.clients.get(query.get("client_id", ""))
        if url.path != "/metadata/identity/oauth2/token" or self.headers.get("Metadata") != "true":
            self.answer(404, None, b"not here")
        elif query.get("api-version") != "2018-02-01" or client is None:
            self.answer(400, {"error": "invalid_request", "error_description": "Identity not found"})
        else:
            self.treat(client, query.get("resource", ""), "expires_on")

    def treat(self, client, audience, field):
        client.asked.append(time.monotonic())
        self.server.owner.released.wait(client.delay)
        mood = client.mood
        documents = {"refused": (401, {"error": "invalid_client"}),
                     "scope": (400, {"error": "invalid_resource", "error_description": "AADSTS500011"}),
                     "echo": (400, {"error": "invalid_client", "error_description": f"you said {client.secret}"}),
                     "missing": (404, {"error": "not_found"}), "late": (408, {"error": "timeout"}),
                     "empty": (200, {"token_type": "Bearer"}), "gone": (410, {"error": "gone"}),
                     "form": (200, {"access_token": "a\r\nb", "expires_in": 60}),
                     "over": (200, {"access_token": "abc", "expires_in": 0})}
        if mood == "busy":
            self.answer(429, {"error": "slow_down"}, retry_after=client.retry_after)
        elif mood == "page":
            self.answer(200, None, b"<html>not here</html>")
        elif mood == "huge":
            self.answer(200, None, b" " * (3 << 20))
        elif mood == "endless":
            self.flood()
        elif mood == "elsewhere":
            self.answer(307, None, b"", location=f"http://127.0.0.1:{self.server.owner.port + 1}/oauth2/token")
        elif mood in documents:
            self.answer(*documents[mood])
        else:
            self.give(client, audience, field)

    def flood(self):
        """An answer that does not say how long it is, and goes on for as long as it is taken (1 GB at most)."""
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        with contextlib.suppress(OSError):
            for _ in range(1 << 10):
                self.wfile.write(b" " * (1 << 20))

    def give(self, client, audience, field):
        token = token_for(client.subject, client.audience or audience, client.life)
        self.server.owner.given.append(token)
        life = {"expires_in": client.life} if field == "expires_in" else {
            "expires_on": str(int(time.time() + client.life))}
        self.answer(200, {"access_token": token, "token_type": "Bearer", **life})

    def answer(self, status, document, body=None, location=None, retry_after=None):
        body = json.dumps(document).encode() if body is None else body
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        if location:
            self.send_header("Location", location)
        if retry_after is not None:
            self.send_header("Retry-After", str(retry_after))
        self.end_headers()
        with contextlib.suppress(OSError):  # who asked has given up
            self.wfile.write(body)

    def log_message(self, *_):
        pass


class FakeTokenServer(FakeHttpServer):
    """Listens from start() to stop(), always on the same port. Clients by their ids; "" is the computer's own identity."""

    handler = Handler

    def __init__(self, clients):
        super().__init__()
        self.clients, self.given = clients, []
        self.paths = ["/oauth2/token"]

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"
