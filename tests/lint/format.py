#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Weir developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: format.py CLANG_FORMAT ROOT   Fails when a file is not written in the house format."""

import subprocess
import sys

from sources import cpp_files


def main():
    clang_format, root = sys.argv[1:]
    files = [str(file) for file in cpp_files(root)]
    bad = 0
    for start in range(0, len(files), 50):
        call = [clang_format, "--dry-run", "--Werror", *files[start:start + 50]]
        bad |= subprocess.run(call, cwd=root).returncode
    print(f"{len(files)} files compared with .clang-format")
    return 1 if bad else 0


sys.exit(main())
