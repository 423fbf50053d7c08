#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Weir developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: make_vectors.py > data/vectors.json   Records written by another implementation of Avro (PyPI: fastavro 1.9.7)
and the JSON that Weir must make of them. Only for making the file anew: the tests read the file."""

import base64
import datetime
import decimal
import io
import json
import random
import struct
import sys
import uuid

import fastavro

UTC = datetime.timezone.utc


def as_json(value):
    """What Weir writes for a value of Python."""
    if isinstance(value, bytes):
        return {"_base64": base64.b64encode(value).decode()}
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return value


def vector(name, schema, datum, expected=None):
    out = io.BytesIO()
    fastavro.schemaless_writer(out, fastavro.parse_schema(json.loads(json.dumps(schema))), datum)
    return {"name": name, "schema": json.dumps(schema), "bytes": out.getvalue().hex(),
            "json": as_json(datum) if expected is None else expected}


def record(*fields, name="R"):
    return {"type": "record", "name": name, "fields": [{"name": n, "type": t} for n, t in fields]}


def single(name, kind, datum, expected=None):
    return vector(name, record(("v", kind)), {"v": datum}, None if expected is None else {"v": expected})


def logical(kind, meaning, **more):
    return {"type": kind, "logicalType": meaning, **more}


def plain_vectors():
    for value in (0, -1, 1, 63, 64, -64, -65, 2**31 - 1, -2**31):
        yield single(f"int {value}", "int", value)
    for value in (2**31, -2**31 - 1, 2**53 + 1, 2**63 - 1, -2**63):
        yield single(f"long {value}", "long", value)
    for value in (0.0, -0.5, 1e300, 5e-324, 0.1):
        yield single(f"double {value}", "double", value)
    for value in (0.5, -3.25, 1024.0):
        yield single(f"float {value}", "float", value)
    yield single("true", "boolean", True)
    yield single("null", "null", None)
    yield single("text", "string", "Grüße, 世界 \"q\" \\ \n\t\x01 \U0001F600")
    yield single("empty text", "string", "")
    yield single("bytes", "bytes", b"\x00\xff\x80abc")
    yield single("fixed", {"type": "fixed", "name": "F", "size": 4}, b"abcd")
    yield single("enum", {"type": "enum", "name": "E", "symbols": ["A", "B", "C"]}, "C")
    yield single("array", {"type": "array", "items": "long"}, [1, -2, 3])
    yield single("empty array", {"type": "array", "items": "long"}, [])
    yield single("map", {"type": "map", "values": "string"}, {"a": "x", "b": "y"})
    yield single("array of maps", {"type": "array", "items": {"type": "map", "values": ["null", "int"]}},
                 [{"a": 1}, {}, {"b": None}])
    yield single("optional set", ["null", "string"], "x")
    yield single("optional unset", ["null", "string"], None)
    yield single("optional, null last", ["int", "null"], 7)
    yield single("union of three", ["null", "string", "long"], 12345678901)
    yield single("nested record", record(("a", "int"), ("b", record(("c", "string"), name="S")), name="Q"),
                 {"a": 1, "b": {"c": "deep"}})


def logical_vectors():
    for text, precision, scale in (("12.50", 10, 2), ("-12.50", 10, 2), ("0.00", 4, 2), ("-0.01", 4, 2), ("255", 5, 0),
                                   ("-256", 5, 0), ("0.000000001", 9, 9), ("9" * 60, 60, 0),
                                   ("-" + "7" * 40 + "." + "1" * 20, 60, 20), ("1" + "0" * 200, 300, 0)):
        kind = logical("bytes", "decimal", precision=precision, scale=scale)
        with decimal.localcontext() as context:
            context.prec = 400
            yield single(f"decimal {text[:20]}", kind, decimal.Decimal(text), text)
    fixed = {"type": "fixed", "name": "D", "size": 16, "logicalType": "decimal", "precision": 30, "scale": 4}
    yield single("decimal in fixed", fixed, decimal.Decimal("-1234567890123456.7891"), "-1234567890123456.7891")
    for day in (datetime.date(1970, 1, 1), datetime.date(1969, 12, 31), datetime.date(2024, 2, 29),
                datetime.date(1, 1, 1), datetime.date(9999, 12, 31)):
        yield single(f"date {day}", logical("int", "date"), day, day.isoformat())
    yield single("time in ms", logical("int", "time-millis"), datetime.time(23, 59, 59, 999000), "23:59:59.999")
    yield single("time in us", logical("long", "time-micros"), datetime.time(1, 2, 3, 4), "01:02:03.000004")
    for stamp in (datetime.datetime(1970, 1, 1, tzinfo=UTC), datetime.datetime(1969, 12, 31, 23, 59, 59, 999000, UTC),
                  datetime.datetime(2024, 2, 29, 12, 34, 56, 789000, UTC)):
        text = stamp.replace(tzinfo=None).isoformat(timespec="microseconds")
        yield single(f"timestamp in ms {text}", logical("long", "timestamp-millis"), stamp, text[:-3] + "Z")
        yield single(f"timestamp in us {text}", logical("long", "timestamp-micros"), stamp, text + "Z")
        local = stamp.replace(tzinfo=None)
        yield single(f"local in ms {text}", logical("long", "local-timestamp-millis"), local, text[:-3])
        yield single(f"local in us {text}", logical("long", "local-timestamp-micros"), local, text)
    one = uuid.UUID("f81d4fae-7dec-11d0-a765-00a0c91e6bf6")
    yield single("uuid", logical("string", "uuid"), one, str(one))
    duration = {"type": "fixed", "name": "T", "size": 12, "logicalType": "duration"}
    yield single("duration", duration, struct.pack("<III", 1, 2, 3004), "P1M2DT3.004S")
    yield single("unknown meaning", logical("long", "weeks"), 5)


def named_vectors():
    tree = record(("value", "int"), ("next", ["null", "List"]), name="List")
    yield vector("recursive", tree, {"value": 1, "next": {"value": 2, "next": None}})
    both = record(("a", {"type": "enum", "name": "x.y.Colour", "symbols": ["RED", "BLUE"]}), ("b", "x.y.Colour"),
                  ("c", {"type": "array", "items": "x.y.Colour"}))
    yield vector("a name used again", both, {"a": "RED", "b": "BLUE", "c": ["BLUE", "RED"]})
    inner = {"type": "record", "name": "Inner", "namespace": "n", "fields": [
        {"name": "e", "type": {"type": "enum", "name": "E", "symbols": ["P", "Q"]}}, {"name": "f", "type": "E"}]}
    yield vector("a namespace is inherited", record(("i", inner), ("j", "n.E")), {"i": {"e": "P", "f": "Q"}, "j": "Q"})
    yield vector("defaults and aliases are left alone", {
        "type": "record", "name": "R", "aliases": ["Old"], "doc": "text", "fields": [
            {"name": "a", "type": ["null", "int"], "default": None, "order": "ignore", "doc": "text"}]}, {"a": 3})


def random_kind(rng, depth, names):
    scalars = ["null", "boolean", "int", "long", "double", "bytes", "string"]
    choice = rng.random()
    if depth > 3 or choice < 0.5:
        return rng.choice(scalars)
    if choice < 0.6:
        return {"type": "array", "items": random_kind(rng, depth + 1, names)}
    if choice < 0.7:
        return {"type": "map", "values": random_kind(rng, depth + 1, names)}
    if choice < 0.8:
        return ["null", rng.choice(scalars[1:])]
    names.append(None)
    name = f"T{len(names)}"
    if choice < 0.85:
        return {"type": "enum", "name": name, "symbols": [f"s{i}" for i in range(rng.randint(1, 9))]}
    if choice < 0.9:
        return {"type": "fixed", "name": name, "size": rng.randint(0, 20)}
    return record(*((f"f{i}", random_kind(rng, depth + 1, names)) for i in range(rng.randint(0, 5))), name=name)


def random_datum(rng, kind):
    if isinstance(kind, list):
        return random_datum(rng, rng.choice(kind))
    if isinstance(kind, str):
        return {"null": lambda: None, "boolean": lambda: rng.random() < 0.5,
                "int": lambda: rng.randint(-2**31, 2**31 - 1) >> rng.randint(0, 31),
                "long": lambda: rng.randint(-2**63, 2**63 - 1) >> rng.randint(0, 63),
                "double": lambda: rng.uniform(-1, 1) * 10**rng.randint(-20, 20),
                "bytes": lambda: rng.randbytes(rng.randint(0, 12)),
                "string": lambda: "".join(rng.choice("ab\"\\/é世\n ") for _ in range(rng.randint(0, 10)))}[kind]()
    if kind["type"] == "array":
        return [random_datum(rng, kind["items"]) for _ in range(rng.randint(0, 4))]
    if kind["type"] == "map":
        return {f"k{i}": random_datum(rng, kind["values"]) for i in range(rng.randint(0, 4))}
    if kind["type"] == "enum":
        return rng.choice(kind["symbols"])
    if kind["type"] == "fixed":
        return rng.randbytes(kind["size"])
    return {field["name"]: random_datum(rng, field["type"]) for field in kind["fields"]}


def random_vectors():
    rng = random.Random(20240229)
    for number in range(150):
        names = []
        kind = record(*((f"c{i}", random_kind(rng, 0, names)) for i in range(rng.randint(1, 6))), name="Root")
        yield vector(f"random {number}", kind, random_datum(rng, kind))


def main():
    vectors = [*plain_vectors(), *logical_vectors(), *named_vectors(), *random_vectors()]
    print("[")
    print(",\n".join(json.dumps(item, ensure_ascii=True) for item in vectors))
    print("]")
    print(f"{len(vectors)} vectors", file=sys.stderr)


if __name__ == "__main__":
    main()
