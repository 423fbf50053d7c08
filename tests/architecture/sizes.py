# SPDX-FileCopyrightText: The Weir developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports the largest files and functions; it judges nothing."""

import re

# In the house format a function's body opens and closes at the start of a line.
FUNCTION = re.compile(r"^(?P<head>\S[^\n]*\n(?:[ \t][^\n]*\n)*)\{\n(?P<body>(?:(?!\}).*\n)*)\}", re.M)


def function_sizes(text):
    for found in FUNCTION.finditer(text):
        head = found["head"]
        if "(" in head and not re.match(r"(class|struct|enum|union|namespace)\b", head):
            name = re.search(r"([~\w:]+)\s*\(", head)
            yield found[0].count("\n") + 1, name[1] if name else head.strip()


def print_largest(root, files):
    texts = [(file.relative_to(root).as_posix(), file.read_text(encoding="utf-8")) for file in files]
    lengths = sorted(((text.count("\n"), path) for path, text in texts), reverse=True)
    functions = sorted(((size, path, name) for path, text in texts if path.endswith(".cpp")
                        for size, name in function_sizes(text)), reverse=True)
    middle = lambda rows: rows[len(rows) // 2][0] if rows else 0
    print(f"{len(lengths)} files, median {middle(lengths)} lines; the largest:")
    print("\n".join(f"  {size:5} {path}" for size, path in lengths[:10]))
    print(f"{len(functions)} functions, median {middle(functions)} lines; the largest:")
    print("\n".join(f"  {size:5} {name} ({path})" for size, path, name in functions[:10]))
