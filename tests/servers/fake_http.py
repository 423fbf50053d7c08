# SPDX-FileCopyrightText: The Weir developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests' own HTTP services share: a port that stays the same from one start to the next."""

import http.server
import threading
import time


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128  # with the five of Python a client of many at once waits a second for its connection


class FakeHttpServer:
    """Listens from start() to stop(). Its handler finds it as self.server.owner; what waits on `released` ends with stop()."""

    handler = None

    def __init__(self):
        self.released = threading.Event()
        self.port = 0
        self.server = None

    def start(self):
        self.released.clear()
        for _ in range(100):
            try:
                self.server = Server(("127.0.0.1", self.port), self.handler)
                break
            except OSError:  # the port is still being let go
                time.sleep(0.1)
        self.port = self.server.server_address[1]
        self.server.owner = self
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def stop(self):
        self.released.set()
        self.server.shutdown()
        self.server.server_close()

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()
