# SPDX-FileCopyrightText: The Weir developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages that mean harm, what becomes of each where rows are needed, and the way into and out of a topic."""

import dataclasses
import json
import subprocess

ROW, TOMBSTONE = "", "filtered"  # else the code of the refusal
LARGE = 20 * 2 ** 20
TOPIC_LARGEST = 30 * 2 ** 20
NESTED_TABLES = "<table><tr><td>" * 60 + "x" + "</td></tr></table>" * 60
TURNED = "\u202egnp.exe\u202c \u200b\u2066\ufeff"
TERMINAL = "\x1b]52;c;AAAA\x07\x1b[2J\x9b31m"


@dataclasses.dataclass
class Record:
    name: str
    payload: bytes | None
    code: str = ROW
    key: bytes | None = None
    headers: tuple = ()


def deep(levels):
    """Numbered as all are; the object itself is the first level."""
    return '{"n": 0, "deep": ' + "[" * (levels - 1) + "]" * (levels - 1) + "}"


def row(name, number, **more):
    return Record(name, json.dumps({"n": number, **more}, ensure_ascii=False).encode())


def padded(size):
    return b'{"n": 0, "pad": "' + b"x" * (size - 19) + b'"}'


def records():
    made = [
        row("plain", 0),
        Record("20 MiB", padded(LARGE), "json.too_large"),
        Record("a line of 5 MiB", padded(5 * 2 ** 20)),
        Record("invalid UTF-8", b'{"n": 0, "t": "\xff\xfe"}', "json.utf8"),
        Record("an overlong slash", b'{"n": 0, "t": "\xc0\xaf"}', "json.utf8"),
        Record("a surrogate's bytes", b'{"n": 0, "t": "\xed\xa0\x80"}', "json.utf8"),
        Record("half an object", b'{"n": 0, "t": ', "json.invalid"),
        Record("a tail", b'{"n": 0} {"n": 1}', "json.invalid"),
        Record("no JSON", b"\x00\x01\x02PK\x03\x04", "json.invalid"),
        Record("noughts", bytes(1000), "json.invalid"),
        Record("a text", b'"text"', "json.not_object"),
        Record("a list", b"[1, 2]", "json.not_object"),
        Record("64 levels", deep(64).encode()),
        Record("65 levels", deep(65).encode(), "json.too_deep"),
        Record("1,000 levels", deep(1000).encode(), "json.too_deep"),
        Record("100,000 levels", deep(100_000).encode(), "json.too_deep"),
        Record("200,000 open brackets", b"[" * 200_000, "json.invalid"),
        Record("1,901 columns", json.dumps({f"c{n}": n for n in range(1901)}).encode(), "json.too_many_columns"),
        row("nested tables", 0, t=NESTED_TABLES, **{"<b>n</b>": "<img src='file:///etc/passwd'>"}),
        row("turned text", 0, t=TURNED, **{TURNED: 1}),
        row("a terminal's commands", 0, t=TERMINAL, **{TERMINAL: 1}),
        row("a column that means harm", 0, **{'"; DROP TABLE bench; --': 1, "_sn": 7, "_source": 9}),
        row("columns that differ in case", 0, Twice=1, twice=2),
        row("a formula", 0, t="=cmd|' /C calc'!A0"),
        row("big numbers", 0, t=2 ** 70, u=2 ** 64 - 1),
        Record("a NUL in a text", b'{"n": 0, "t": "a\\u0000b"}'),
        Record("half a surrogate pair", b'{"n": 0, "t": "\\ud800"}', "json.invalid"),
        Record("a tombstone", None, TOMBSTONE, key=b"gone"),
        Record("a key of markup", b'{"n": 0}', key=NESTED_TABLES.encode(), headers=((b"<b>h</b>", b"<i>v</i>"),)),
        Record("a key that is no UTF-8", b'{"n": 0}', key=b"\xff\xfe", headers=((b"h", b"\xff\x80"), (b"h", b"again"))),
        Record("a turned header", b'{"n": 0}', key=TURNED.encode(), headers=((TURNED.encode(), TERMINAL.encode()),)),
        row("plain again", 0),
    ]
    for number, record in enumerate(made):  # the number tells the rows apart; no JSON has to hold it
        if record.code == ROW:
            record.payload = record.payload.replace(b'"n": 0', b'"n": %d' % number, 1)
    return made


def write(broker, topic, made, folder):
    for record in made:
        file = folder / "payload"  # a tombstone is a line without its value: kcat sends no empty file
        file.write_bytes(b"%s:\n" % record.key if record.payload is None else record.payload)
        words = [b"kcat", b"-P", b"-q", b"-b", broker.address.encode(), b"-t", topic.encode(), b"-p", b"0",
                 b"-X", b"message.max.bytes=%d" % TOPIC_LARGEST]
        if record.payload is None:
            words += [b"-Z", b"-K:", b"-l"]
        elif record.key is not None:
            words += [b"-k", record.key]
        for name, value in record.headers:
            words += [b"-H", name + b"=" + value]
        subprocess.run([*words, str(file).encode()], stdin=subprocess.DEVNULL, timeout=60, check=True)


def read(broker, topic):
    """(key, payload, headers) of every message of the topic, headers as kcat joins them."""
    call = ["kcat", "-C", "-q", "-e", "-b", broker.address, "-t", topic, "-o", "beginning",
            "-X", "auto.offset.reset=earliest", "-X", "fetch.message.max.bytes=67108864",
            "-X", "receive.message.max.bytes=200000000", "-f", "%K %S %h\n%k%s"]
    rest = subprocess.run(call, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, timeout=120, check=True).stdout
    found = []
    while rest:
        line, rest = rest.split(b"\n", 1)
        key_size, size, headers = line.split(b" ", 2)
        key, rest = cut(rest, int(key_size))
        payload, rest = cut(rest, int(size))
        found.append((key, payload, headers))
    return found


def cut(data, size):
    return (None, data) if size < 0 else (data[:size], data[size:])


def as_read(record):
    return record.key, record.payload, b",".join(name + b"=" + value for name, value in record.headers)
