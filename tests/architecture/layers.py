#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Weir developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: layers.py ROOT   Reads every include line and fails where one points up (core/README.md)."""

import pathlib
import re
import sys

from sizes import print_largest

# A room may include the rooms before it and itself.
CORE_ROOMS = ["support", "schema", "flow", "mapping", "formats", "store_query", "connectors", "engine", "workspace"]
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.M)
GUI_MODULES = ("QtGui/", "QtWidgets/", "QtCharts/", "QtSvg/", "QtSvgWidgets/")
GUI_CLASS = re.compile(
    r"Q(Widget|Label|Dialog|MainWindow|Application|GuiApplication|Pixmap|Image|Icon|Font\w*|Color|Painter\w*|Palette|"
    r"Brush|Pen|Action|Menu\w*|Chart\w*|Svg\w*|Style\w*|\w*Layout|\w*Button|\w*Edit|Clipboard|DesktopServices|"
    r"TextDocument|MessageBox)")


def sources(root):
    for tree in ("app", "core", "ui"):
        for suffix in ("*.cpp", "*.h"):
            yield from sorted((root / tree).rglob(suffix))


def place(path):
    """core/connectors/kafka/x.h -> ("core", "connectors", "kafka"); the third only below connectors."""
    parts = path.split("/")
    system = parts[2] if parts[:2] == ["core", "connectors"] and len(parts) > 3 else ""
    return parts[0], parts[1] if len(parts) > 2 else "", system


def core_rule(own, other):
    if other[0] in ("ui", "app"):
        return f"core may not include {other[0]}"
    if own[1] not in CORE_ROOMS or other[1] not in CORE_ROOMS:
        return f"core/{own[1]} or core/{other[1]} is not in the table of rooms"
    if CORE_ROOMS.index(other[1]) > CORE_ROOMS.index(own[1]):
        return f"core/{own[1]} stands below core/{other[1]}"
    if other[2] and other[2] != own[2]:
        return "only a connector's own folder may include it"
    return ""


def rule_broken(own, other):
    if own[0] == "core":
        return core_rule(own, other)
    if other[2] and own[0] != "app":
        return "connectors are known by connector.h and the registry alone"
    if own[0] == "ui" and other[0] == "app":
        return "ui may not include app"
    return ""


def findings(root):
    for file in sources(root):
        path = file.relative_to(root).as_posix()
        text = file.read_text(encoding="utf-8")
        for found in INCLUDE.finditer(text):
            bracket, name = found[1], found[2]
            where = f"{path}:{text.count(chr(10), 0, found.start()) + 1}: {name}: "
            if bracket == "<":
                if path.startswith(("core/", "app/weirctl/", "app/key_ring/")) and (
                        name.startswith(GUI_MODULES) or GUI_CLASS.fullmatch(name)):
                    yield where + "no window library here"
            elif name.split("/")[0] in ("app", "core", "ui"):
                broken = rule_broken(place(path), place(name))
                if broken:
                    yield where + broken


def main():
    root = pathlib.Path(sys.argv[1])
    broken = list(findings(root))
    print_largest(root, list(sources(root)))
    print("\n".join(broken) if broken else "Every include line points down")
    return 1 if broken else 0


sys.exit(main())
