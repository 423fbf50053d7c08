# SPDX-FileCopyrightText: The Weir developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables of many types, a random story of what happens to them, and what a store must hold of them afterwards."""

import dataclasses
import random
import struct

LONG = 3000  # characters: kept beside the row, and not told again by a change that leaves it alone
WORDS = ("", "it's", 'say "x"', "two\nlines", "tab\there", "back\\slash", "żółć 雪 🌨", "{}", "null", " blank ", "a,b;c")


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


def word(rnd):
    return quoted(rnd.choice(WORDS) + str(rnd.randrange(1000)))


def long_text(rnd):
    return quoted("%0*x" % (LONG, rnd.getrandbits(LONG * 4))) if rnd.random() < 0.5 else word(rnd)


def stamp(rnd):
    return (f"{rnd.randrange(1902, 2100)}-{rnd.randrange(1, 13):02}-{rnd.randrange(1, 29):02} "
            f"{rnd.randrange(24):02}:{rnd.randrange(60):02}:{rnd.randrange(60):02}.{rnd.choice((0, 5, 123000, 999999)):06}")


def document(rnd):
    return quoted(rnd.choice(('{"k": 1}', '[1, 2.50, null]', '"text"', 'true', '{"a":{"b":["x","ż"]},"n":12345678901234567890}')))


def array_of(literal):
    return lambda rnd: "ARRAY[" + ",".join(literal(rnd) for _ in range(rnd.randrange(4))) + "]"


def decimal(digits, scale):
    def literal(rnd):
        return f"{'-' * rnd.randrange(2)}{rnd.randrange(10 ** rnd.randrange(1, digits - scale + 1))}.{rnd.randrange(10 ** scale):0{scale}}"
    return literal


def free_decimal(rnd):
    return rnd.choice((f"{rnd.randrange(1000)}", f"-{rnd.randrange(10 ** 30)}.{rnd.randrange(10 ** 12):012}", f"0.{rnd.randrange(10 ** 9):09}"))


AS_TEXT = ("CASE WHEN {c} IS NULL THEN NULL ELSE format('%s', {c}) END", "text")
AS_INT = ("{c}::text", "int")


def micros(unit="1000000"):
    return f"(extract(epoch FROM {{c}}) * {unit})::bigint::text", "int"


# What a store holds: where the message tells what the value means, and where nobody knows better than JSON does.
KINDS = {
    "int": (AS_INT, AS_INT),
    "bool": (("{c}::int::text", "int"),) * 2,
    "real": (("{c}::text", "real"),) * 2,
    "double": (("{c}::text", "double"),) * 2,
    "text": (AS_TEXT, AS_TEXT),
    "bytes": (("encode({c}, 'hex')", "bytes"), ("translate(encode({c}, 'base64'), E'\\n', '')", "text")),
    "date": (AS_TEXT, ("({c} - date '1970-01-01')::text", "int")),
    "time": (("to_char({c}, 'HH24:MI:SS.US')", "text"), micros()),
    "millis": (("to_char({c}, 'YYYY-MM-DD\"T\"HH24:MI:SS.MS')", "text"), micros("1000")),
    "micros": (("to_char({c}, 'YYYY-MM-DD\"T\"HH24:MI:SS.US')", "text"), micros()),
    "zoned": (("to_char({c} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')", "text"),) * 2,
    "interval": (micros(), micros()),
    "array": (("to_json({c})::text", "json"),) * 2,
}


@dataclasses.dataclass(frozen=True)
class Column:
    name: str
    type: str
    kind: str
    literal: object
    may_be_null: bool = True
    default: int = None

    def value(self, rnd):
        return "NULL" if self.may_be_null and rnd.random() < 0.15 else self.literal(rnd)

    def definition(self):
        default = "" if self.default is None else f" DEFAULT {self.default}"
        return f'"{self.name}" {self.type}{default}' + ("" if self.may_be_null else " NOT NULL")

    def wanted(self, form):
        """SQL for its text, and how that is compared with what the store holds."""
        sql, how = KINDS[self.kind if self.kind != "decimal" else "text"][0 if form.tells_types else 1]
        if self.kind == "decimal" and form.decimals == "double":
            sql, how = "{c}::text", "double"
        elif self.type == "numeric" and form.decimals == "precise":
            sql = "trim_scale({c})::text"  # Debezium leaves zeros at the end away where the column has no scale
        if self.default is not None and form.defaults_for_null:
            sql = f"coalesce({sql}, '{self.default}')"
        return f"{sql.replace('{c}', chr(34) + self.name + chr(34))} AS \"{self.name}\"", how


class Table:
    def __init__(self, name, key, columns, tells_all):
        self.name, self.key, self.tells_all = name, key, tells_all
        self.columns = [*key, *columns]
        self.live, self.rows, self.moved, self.letters = [], 0, 0, dict.fromkeys("rcudt", 0)

    def create(self):
        lines = [column.definition() for column in self.columns]
        if self.key:
            lines.append("PRIMARY KEY (" + ", ".join(f'"{column.name}"' for column in self.key) + ")")
        identity = f"ALTER TABLE {self.name} REPLICA IDENTITY FULL;" if self.tells_all else ""
        return f"CREATE TABLE {self.name} ({', '.join(lines)}); {identity}\n"

    def add_column(self, name):
        self.columns.append(Column(name, "text", "text", word))
        return f'ALTER TABLE {self.name} ADD COLUMN "{name}" text;\n'

    def new_key(self, rnd):
        """Never one that was there before. Without a key the first column stands for it."""
        self.rows += 1
        special = {"bytes": f"'\\x{self.rows:04x}ff00'::bytea", "text": quoted(f"{rnd.choice(WORDS)} {self.rows}"),
                   "decimal": f"{self.rows}.{'0' * (self.rows % 3)}{self.rows % 9 + 1}{'0' * (self.rows % 2)}", "date": f"date '2020-01-01' + {self.rows}"}
        return [special.get(column.kind, str(self.rows)) for column in self.key or self.columns[:1]]

    def where(self, key):
        columns = self.key or self.columns[:1]
        return " AND ".join(f'"{column.name}" = {value}' for column, value in zip(columns, key))

    def insert(self, rnd, letter="c"):
        key = self.new_key(rnd)
        self.live.append(key)
        self.letters[letter] += 1
        values = [*key, *(column.value(rnd) for column in self.columns[len(key):])]
        return f"INSERT INTO {self.name} VALUES ({', '.join(values)});\n"

    def change(self, rnd):
        """One thing that happens to it."""
        kind = rnd.random()
        if not self.live or kind < 0.35:
            return self.insert(rnd)
        index = rnd.randrange(len(self.live))
        key = self.live[index]
        if kind < 0.75:
            self.letters["u"] += 1
            some = rnd.sample(self.columns[len(key):], rnd.randrange(1, len(self.columns) - len(key) + 1))
            changes = ", ".join(f'"{column.name}" = {column.value(rnd)}' for column in some)
            return f"UPDATE {self.name} SET {changes} WHERE {self.where(key)};\n"
        if kind < 0.92 or not self.key:
            self.letters["d"] += 1
            del self.live[index]
            return f"DELETE FROM {self.name} WHERE {self.where(key)};\n"
        self.letters["d"] += 1
        self.letters["c"] += 1
        self.moved += 1
        self.live[index] = self.new_key(rnd)
        changes = ", ".join(f'"{column.name}" = {value}' for column, value in zip(self.key, self.live[index]))
        return f"UPDATE {self.name} SET {changes} WHERE {self.where(key)};\n"

    def messages(self):
        """A deletion is followed by one without a value."""
        return sum(self.letters.values()) + self.letters["d"]

    def history(self, is_upsert):
        rows = self.letters["r"] + self.letters["c"] + self.letters["d"] + self.letters["u"]
        return rows if is_upsert else rows + self.letters["u"]

    def query(self, form):
        return f"SELECT row_to_json(t) FROM (SELECT {', '.join(column.wanted(form)[0] for column in self.columns)} FROM {self.name}) t"


def tables():
    def small(rnd):
        return str(rnd.randrange(-32768, 32768))
    goods = Table("goods", [Column("id", "bigint", "int", small, False)], [
        Column("little", "smallint", "int", small), Column("n", "int", "int", lambda rnd: str(rnd.randrange(-2 ** 31, 2 ** 31))),
        Column("big", "bigint", "int", lambda rnd: str(rnd.randrange(-2 ** 63 + 1, 2 ** 63))),
        Column("price", "numeric(12,2)", "decimal", decimal(12, 2)), Column("free", "numeric", "decimal", free_decimal),
        Column("ratio", "real", "real", lambda rnd: f"{rnd.uniform(-1e6, 1e6):.4f}"),
        Column("weight", "float8", "double", lambda rnd: repr(rnd.uniform(-1e300, 1e300))),
        Column("flag", "boolean", "bool", lambda rnd: rnd.choice(("true", "false"))),
        Column("Name", "text", "text", word), Column("code", "varchar(40)", "text", word, False),
        Column("padded", "char(8)", "text", lambda rnd: quoted(f"p{rnd.randrange(99)}")),
        Column("raw", "bytea", "bytes", lambda rnd: f"'\\x{rnd.randbytes(rnd.randrange(90)).hex()}'::bytea"),
        Column("doc", "json", "text", document), Column("docb", "jsonb", "text", document),
        Column("day", "date", "date", lambda rnd: f"date '{stamp(rnd)[:10]}'"),
        Column("clock", "time", "time", lambda rnd: f"time '{stamp(rnd)[11:]}'"),
        Column("made", "timestamp", "micros", lambda rnd: f"timestamp '{stamp(rnd)}'"),
        Column("made3", "timestamp(3)", "millis", lambda rnd: f"timestamp '{stamp(rnd)[:-3]}'"),
        Column("seen", "timestamptz", "zoned", lambda rnd: f"timestamptz '{stamp(rnd)}{rnd.choice(('+00', '+05:30', '-08'))}'"),
        Column("uid", "uuid", "text", lambda rnd: f"'{rnd.randbytes(16).hex()}'::uuid"),
        Column("mood", "mood", "text", lambda rnd: quoted(rnd.choice(("calm", "busy, loud")))),
        Column("address", "inet", "text", lambda rnd: f"'10.{rnd.randrange(256)}.0.{rnd.randrange(256)}'::inet"),
        Column("span", "interval", "interval", lambda rnd: f"interval '{rnd.randrange(99)} hours {rnd.randrange(60)} seconds'"),
        Column("tags", "text[]", "array", lambda rnd: array_of(lambda r: r.choice(("NULL", word(r))))(rnd) + "::text[]"),
        Column("counts", "int[]", "array", lambda rnd: array_of(small)(rnd) + "::int[]"),
        Column("story", "text", "text", long_text)], True)
    lines = Table("lines", [Column("order_no", "int", "int", None, False), Column("part", "text", "text", None, False),
                            Column("day", "date", "date", None, False)], [
        Column("qty", "int", "int", small), Column("price", "numeric(10,3)", "decimal", decimal(10, 3)),
        Column("seen", "timestamptz", "zoned", lambda rnd: f"timestamptz '{stamp(rnd)}+00'"),
        Column("stock", "int", "int", small, default=7), Column("story", "text", "text", long_text),
        Column("pile", "bytea", "bytes", lambda rnd: f"'\\x{rnd.randbytes(rnd.choice((9, LONG))).hex()}'::bytea"),
        Column("names", "text[]", "array", lambda rnd: f"ARRAY[{','.join(word(rnd) for _ in range(rnd.choice((1, LONG // 9))))}]"),
        Column("counts", "int[]", "array", lambda rnd: f"ARRAY[{','.join(small(rnd) for _ in range(rnd.choice((1, LONG // 3))))}]"),
        Column("doc", "jsonb", "text", lambda rnd: '\'{"k": "%x"}\'' % rnd.getrandbits(rnd.choice((9, LONG * 4))))], False)
    odd = Table("odd_keys", [Column("n", "numeric", "decimal", None, False), Column("mark", "bytea", "bytes", None, False)],
                [Column("what", "text", "text", word)], False)
    journal = Table("journal", [], [Column("a", "int", "int", small, False), Column("b", "text", "text", word)], True)
    return [goods, lines, odd, journal]


def story(all_tables, count, seed):
    """In transactions of a few changes each."""
    rnd = random.Random(seed)
    done = 0
    while done < count:
        some = rnd.randrange(1, 20)
        done += some
        yield "BEGIN;\n" + "".join(rnd.choice(all_tables).change(rnd) for _ in range(some)) + "COMMIT;\n"


def snapshot(all_tables, count, seed):
    rnd = random.Random(seed)
    return "".join(table.insert(rnd, "r") for table in all_tables for _ in range(count))


def as_stored(text, how):
    if text is None:
        return None
    return {"int": int, "double": float, "bytes": bytes.fromhex}.get(how, lambda same: same)(text) if how != "real" else single(text)


def single(number):
    return struct.unpack("f", struct.pack("f", float(number)))[0]
