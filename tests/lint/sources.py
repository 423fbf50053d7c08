# SPDX-FileCopyrightText: The Weir developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The C++ files of the repository, without asking git: works in a tarball too."""

import pathlib

TREES = ("app", "core", "ui", "tests")


def cpp_files(root, trees=TREES):
    files = []
    for tree in trees:
        for suffix in ("*.cpp", "*.h"):
            files += pathlib.Path(root, tree).rglob(suffix)
    return sorted(files)
