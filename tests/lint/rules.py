#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Weir developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: rules.py ROOT   Searches the sources for what the house rules forbid (tests/README.md)."""

import pathlib
import re
import sys

from sources import cpp_files

# name, trees, pattern, files that may (by path), what to do instead
RULES = [
    ("rich-text", ("ui", "app"), r"\bQText(Edit|Browser)\b", (), "QPlainTextEdit: foreign text is never markup"),
    ("tool-tip-text", ("ui", "app"), r"\bQToolTip::showText\b", (), "ui::setPlainToolTip"),
    ("label", ("ui", "app"), r"\bnew QLabel\b", ("ui/common/plain_label.cpp",), "ui::PlainLabel"),
    ("tool-tip", ("ui", "app"), r"(->|\.)setToolTip\(", ("ui/common/theme.cpp",), "ui::setPlainToolTip"),
    ("html", ("ui", "app"), r"\b(setHtml|insertHtml|appendHtml)\(|Qt::(RichText|AutoText|MarkdownText)\b", (),
     "plain text"),
    ("chart-type", ("ui",), r"\bQ(Area|Scatter)Series\b", (), "a QLineSeries: the others are slow or crash in Qt 6.4"),
    ("chart-ticks", ("ui",), r"\bTicksDynamic\b", (), "fixed ticks: dynamic ones may take seconds"),
    ("chart-opengl", ("ui",), r"\bsetUseOpenGL\b", (), "raster series: nothing can lie above OpenGL ones"),
    ("chart-dashes", ("ui/charts", "ui/dashboard"), r"\bQt::(Dash|Dot|DashDot|DashDotDot|CustomDash)Line\b", (),
     "a solid 1 px pen: dashes cost twenty times as much"),
    ("chart-append", ("ui/charts", "ui/dashboard"), r"[sS]eries\w*(->|\.)(append|remove|insert)\(|\*\w*[sS]eries\w*\s*<<", (),
     "replace(): changing a live series point by point is quadratic"),
    ("chart-hover", ("ui/charts", "ui/dashboard"), r"Series::hovered\b", (), "the chart view's own crosshair"),
    ("string-connect", ("ui", "app", "core", "tests"), r"\b(SIGNAL|SLOT)\(", (), "connect by pointer to member"),
    ("skipped-test", ("tests",), r"\bQSKIP\b", (), "a test that cannot run fails"),
    ("unfinished", ("ui", "app", "core", "tests"), r"\b(TODO|FIXME|XXX|HACK)\b", (), "finish it or leave it out"),
    ("local-settings", ("core",), r"\bQSettings\b", (), "core gets its settings from its caller"),
    ("shell", ("ui", "app", "core"), r"(?<![\w:.>])(system|popen)\(", (), "QProcess with a list of arguments"),
]
SPDX = re.compile(r"SPDX-FileCopyrightText: The Weir developers\n.*SPDX-License-Identifier: GPL-3.0-or-later")


def without_comments(text):
    """Comments become blanks, so that a rule may be named where its reason is told; lines keep their numbers."""
    text = re.sub(r"/\*.*?\*/", lambda found: re.sub(r"[^\n]", " ", found[0]), text, flags=re.S)
    return re.sub(r"(?<![:\"'])//[^\n]*", "", text)


def rule_findings(root):
    for file in cpp_files(root):
        path = file.relative_to(root).as_posix()
        text = file.read_text(encoding="utf-8")
        code = without_comments(text)
        for name, trees, pattern, allowed, instead in RULES:
            if path in allowed or not path.startswith(tuple(tree + "/" for tree in trees)):
                continue
            searched = text if name == "unfinished" else code
            for found in re.finditer(pattern, searched):
                yield f"{path}:{searched.count(chr(10), 0, found.start()) + 1}: {name}: {found[0]} -> {instead}"


def message_box_findings(root):
    for file in cpp_files(root, ("ui", "app")):
        code = without_comments(file.read_text(encoding="utf-8"))
        if file.suffix == ".cpp" and "QMessageBox" in code and "setTextFormat(Qt::PlainText)" not in code:
            yield f"{file.relative_to(root)}:1: message-box: it reads markup out of foreign text -> Qt::PlainText"


def licence_findings(root):
    names = [*cpp_files(root), *root.glob("CMakeLists.txt"), *root.glob("packaging/*.sh")]
    for tree in ("app", "core", "ui", "tests", "cmake"):
        for pattern in ("CMakeLists.txt", "*.cmake", "*.py", "run"):
            names += (root / tree).rglob(pattern)
    for file in names:
        if file.is_file() and not SPDX.search(file.read_text(encoding="utf-8")[:300]):
            yield f"{file.relative_to(root)}:1: licence: the two SPDX lines are missing"


def main():
    root = pathlib.Path(sys.argv[1])
    findings = [*rule_findings(root), *message_box_findings(root), *licence_findings(root)]
    print("\n".join(findings) if findings else f"{len(RULES)} rules hold in {len(cpp_files(root))} files")
    return 1 if findings else 0


sys.exit(main())
