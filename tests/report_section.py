#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Weir developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: report_section.py FILE NAME MACHINE < text     Puts the text as section NAME into a report, in place of an
earlier section of that name."""

import pathlib
import sys


def sections(text):
    """Heading and body in order; what stands before the first heading has none."""
    found = [["", []]]
    for line in text.splitlines():
        if line.startswith("## "):
            found.append([line[3:], []])
        else:
            found[-1][1].append(line)
    return {name: "\n".join(lines).strip() for name, lines in found}


def main():
    path, name, machine = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    parts = sections(path.read_text()) if path.exists() else {}
    parts[""] = f"# Full test run of {path.stem}\n\n{machine}"
    parts[name] = sys.stdin.read().strip()
    blocks = [parts.pop("")] + [f"## {heading}\n\n{body}" for heading, body in parts.items()]
    path.write_text("\n\n".join(blocks) + "\n")


main()
