# SPDX-FileCopyrightText: The Weir developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Workspace files that mean harm: what each holds, and the finding it must get."""

import json
import os

from weirctl_run import call, program

MOST_SECONDS = 5  # reading takes a few hundredths of it; the rest is for a busy machine
MOST_MIB = 192  # the reader holds 1 MiB of open brackets in 130
NOT_READ = 2
FINDINGS = 1
HEAD = "weir: 1\nname: n\n"
WORKING = HEAD + """sources:
  s: {type: stream_generator, template: iot, count: 1}
endpoints:
  d: {type: discard}
flows:
  f: {from: {source: s}, to: [{endpoint: d}], enabled: true}
"""
# What a terminal would obey, and what would turn a line around.
DANGEROUS = [*map(chr, range(0x00, 0x09)), *map(chr, range(0x0b, 0x20)), *map(chr, range(0x7f, 0xa0)),
             *"\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"]


def nine_bombs():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    return HEAD + "\n".join(lines) + "\n"


def block_maps(levels):
    return HEAD + "".join(f"{'  ' * level}k{level}:\n" for level in range(levels))


def text_cases():
    """name, the file's text, the code it must get"""
    yield "a bomb of aliases", nine_bombs(), "yaml.anchor"
    yield "an alias inside its own anchor", HEAD + "sources: &a [*a]\n", "yaml.anchor"
    yield "an alias of nothing", HEAD + "sources: *nobody\n", "yaml.syntax|yaml.alias"
    yield "an anchor on a key", HEAD + "&a sources: {}\n", "yaml.anchor"
    yield "a merge key", HEAD + "sources:\n  <<: {type: discard}\n", "yaml.merge"
    yield "a tag", HEAD + "sources: !!python/object/apply:os.system ['true']\n", "yaml.tag"
    yield "two documents", WORKING + "---\n" + WORKING, "yaml.documents"
    yield "33 flow levels", HEAD + "sources: " + "[" * 33 + "]" * 33 + "\n", "yaml.depth"
    yield "half a million open brackets", HEAD + "sources: " + "[" * 500_000, "yaml.depth|yaml.key"
    yield "half a million open braces", HEAD + "sources: " + "{" * 500_000, "yaml.depth|yaml.key|yaml.syntax"
    yield "100,000 lists in lists", HEAD + "sources:\n" + "- " * 100_000 + "x\n", "yaml.depth"
    yield "100,000 question marks", HEAD + "sources:\n" + "? " * 100_000 + "x\n", "yaml.depth|yaml.key"
    yield "600 block maps", block_maps(600), "yaml.depth"
    yield ("a key of 900,000 letters", HEAD + "sources:\n  ? " + "k" * 900_000 + "\n  : {type: discard}\n",
           "name.invalid")
    yield "a value of 900,000 letters", HEAD + "sources:\n  s: {type: " + "k" * 900_000 + "}\n", "entry.type.unknown"
    yield "2,001 keys", HEAD + "".join(f"k{n}: 1\n" for n in range(2_001)), "yaml.keys"
    yield "1,990 unknown keys", WORKING + "".join(f"k{n}: 1\n" for n in range(1_950)), "field.unknown"
    yield "100,000 values", HEAD + "sources: [" + "1," * 100_000 + "1]\n", "yaml.values"
    yield "a list for sources", HEAD + "sources: [1, 2]\n", "field.type"
    yield "a text for flows", HEAD + "flows: yes please\n", "field.type"
    yield "a map for a name", "weir: 1\nname: {a: b}\n", "field.type"
    yield "a text for the version", "weir: one\n", "workspace.version.unknown"
    yield "a version to come", "weir: 999999999999999999999\n", "workspace.version.unknown"
    yield "a list for a number", WORKING.replace("count: 1", "count: [1]"), "field.type"
    yield "a number past 64 bits", WORKING.replace("count: 1", "count: 99999999999999999999"), "field.range|field.type"
    yield "a duplicate key", WORKING.replace("count: 1", "count: 1, count: 2"), "yaml.duplicate"
    yield "a duplicate flow", WORKING + "  f: {}\n", "yaml.duplicate"
    yield "a path as a name", WORKING.replace("  s: {", "  ../../s: {"), "name.invalid"
    yield "a terminal's command", WORKING.replace("name: n", "name: \x1b]52;c;AAAA\x07"), "yaml.control"
    yield "an escaped terminal's command", WORKING + '"\\e]0;mine\\a": 1\n', "field.unknown"
    yield "a key that turns the line", WORKING + "\u202eedoc: 1\n", "field.unknown"
    yield "a C1 control in a key", WORKING + "k\u009b31m: 1\n", "field.unknown|yaml.syntax|yaml.control"
    yield "a NUL", WORKING.replace("name: n", "name: a\0b"), "yaml.control"
    yield "an open quote", HEAD + 'sources: "' + "x\n" * 1000, "yaml.syntax"
    yield "a tab for an indent", HEAD + "sources:\n\ts: {type: discard}\n", "yaml.syntax"
    yield "nothing but comments", "# nothing\n" * 1000, "workspace.empty"
    yield "nothing at all", "", "workspace.empty"
    yield "a list for a workspace", "[weir, 1]\n", "workspace.empty"


def byte_cases():
    yield "not UTF-8", HEAD.encode() + b"sources: \xff\xfe\n", "yaml.encoding"
    yield "an overlong slash", HEAD.encode() + b"sources: \xc0\xaf\n", "yaml.encoding"
    yield "a lone surrogate", HEAD.encode() + b"sources: \xed\xa0\x80\n", "yaml.encoding"
    yield "UTF-16", WORKING.encode("utf-16"), "yaml.encoding|yaml.control"
    yield "noise", os.urandom(100_000), "yaml.encoding|yaml.control"
    for name, text, codes in text_cases():
        yield name, text.encode(), codes


def places(folder):
    """What is no readable file of at most 1 MiB."""
    big = folder / "big.weir.yaml"
    with open(big, "wb") as file:
        for _ in range(100):
            file.write(b"a: b\n" * (2 ** 20 // 5))
    holes = folder / "holes.weir.yaml"
    with open(holes, "wb") as file:
        file.truncate(2 ** 40)
    fifo = folder / "fifo.weir.yaml"
    os.mkfifo(fifo)
    loop = folder / "loop.weir.yaml"
    loop.symlink_to(loop)
    return {"100 MiB": big, "1 TiB of holes": holes, "a fifo nobody writes": fifo, "a folder": folder,
            "a link to itself": loop, "an endless device": "/dev/zero", "no file": folder / "absent.weir.yaml",
            "a name with NUL's cousins": folder / "\x1b[2J"}


class Judge:
    def __init__(self):
        self.count, self.wrong, self.slowest, self.biggest = 0, [], 0.0, 0

    def bounded(self, what, ended):
        self.count += 1
        self.slowest = max(self.slowest, ended.seconds)
        self.biggest = max(self.biggest, ended.peak_kib)
        if ended.seconds > MOST_SECONDS or ended.peak_kib > MOST_MIB * 1024:
            self.wrong.append(f"{what}: {ended.words()}")
        shown = sorted({f"U+{ord(mark):04X}" for mark in ended.out + ended.err if mark in DANGEROUS})
        if shown:
            self.wrong.append(f"{what}: wrote {', '.join(shown)} to the terminal")

    def code(self, what, ended, expected):
        if ended.code != expected:
            self.wrong.append(f"{what}: {ended.words()}, not {expected}\n{ended.err[:500]}")


def finding_codes(ended):
    try:
        return {finding["code"] for finding in json.loads(ended.out)["findings"]}
    except (ValueError, KeyError):
        return set()


def judge_text(judge, weirctl, file, name, codes):
    for words in (("validate", "--json", file), ("validate", file), ("run", file, "--for", "1s")):
        what = f"{name}, {' '.join(words[:-1] if words[-1] == file else words[:1])}"
        ended = call([weirctl, *words], 3 * MOST_SECONDS)
        judge.bounded(what, ended)
        judge.code(what, ended, FINDINGS)
        if "--json" in words and not finding_codes(ended) & set(codes.split("|")):
            judge.wrong.append(f"{what}: {sorted(finding_codes(ended))}, not {codes}")


def check(build, folder):
    """Whether every file was answered with its finding, in bounded time and memory."""
    weirctl, judge = program(build), Judge()
    for number, (name, content, codes) in enumerate(byte_cases()):
        file = folder / f"{number}.weir.yaml"
        file.write_bytes(content)
        judge_text(judge, weirctl, file, name, codes)
    for name, place in places(folder).items():
        for words in (("validate", place), ("run", place, "--for", "1s")):
            ended = call([weirctl, *words], 3 * MOST_SECONDS)
            judge.bounded(f"{name}, {words[0]}", ended)
            judge.code(f"{name}, {words[0]}", ended, NOT_READ)
    print(f"files: {judge.count} calls, slowest {judge.slowest:.2f} s, biggest {judge.biggest // 1024} MiB, "
          f"{len(judge.wrong)} wrong", flush=True)
    print("\n".join(judge.wrong), end="\n" if judge.wrong else "", flush=True)
    return not judge.wrong
