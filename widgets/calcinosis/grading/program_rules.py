"""What a learner's program may say before it is run at all.

The sandbox keeps a program from the machine. These rules keep it from its own tests, which run in the same process: no
way to frames, modules of the system, or a value that is equal to everything. A program that a question of this course
asks for needs none of it. What may be said is not all that may be had: the sandbox gives a program stand-ins of the
modules, which hold nothing but what their documentation offers.
"""

import ast

MODULES = frozenset(
    {
        *(
            "bisect",
            "cmath",
            "collections",
            "datetime",
            "decimal",
            "fractions",
            "functools",
            "heapq",
            "itertools",
            "json",
        ),
        *("math", "random", "re", "statistics"),
    }
)
"""What may be imported."""
WORDS = frozenset(
    {
        *(
            "breakpoint",
            "compile",
            "delattr",
            "dir",
            "eval",
            "exec",
            "getattr",
            "globals",
            "help",
            "input",
            "locals",
            "open",
        ),
        *(
            "setattr",
            "type",
            "vars",
            "mro",
            "builtins",
            "codecs",
            "ctypes",
            "enum",
            "gc",
            "importlib",
            "inspect",
            "io",
            "os",
        ),
        # these call or read what a text names, and no rule sees the text
        *("format", "format_map", "singledispatch", "singledispatchmethod", "update_wrapper", "wraps"),
        *("operator", "signal", "string", "subprocess", "sys", "threading", "types", "warnings", "weakref", "copyreg"),
        *("ag_frame", "cr_frame", "f_back", "f_builtins", "f_globals", "f_locals", "gi_code", "gi_frame", "tb_frame"),
    }
)
"""Names that may stand nowhere in a program, in no role."""
METHODS = frozenset(("__init__", "__repr__", "__str__", "__len__", "__iter__", "__next__", "__call__"))
"""Names with two underscores that a class may define."""


def objection(program: str) -> str | None:
    """Say why a program is not run; None when it may be."""
    try:
        tree = ast.parse(program)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = f"line {error.lineno}: " if isinstance(error, SyntaxError) and error.lineno else ""
        return f"{line}this is not Python"
    for node in ast.walk(tree):
        found = _objection_to(node)
        if found:
            line = getattr(node, "lineno", None)
            return f"line {line}: {found}" if line else found
    return None


def _objection_to(node: ast.AST) -> str | None:
    for module in _modules(node):
        if module not in MODULES:
            return f"{module} may not be imported here; use {', '.join(sorted(MODULES))}"
    for name in _names(node):
        if name in WORDS or (name.startswith("_") and name != "_" and name not in METHODS):
            remedy = "; an f-string does the same" if name.startswith("format") else ""
            return f"the name {name} may not be used here{remedy}"
    return None


def _modules(node: ast.AST) -> list[str]:
    match node:
        case ast.Import(names=imported):
            return [each.name for each in imported]
        case ast.ImportFrom(module=module, level=level):
            return ["." if level else module or "."]
        case _:
            return []


def _names(node: ast.AST) -> list[str]:
    """Return every name in a node, whatever its role: a pattern or an import can give one as well as an assignment."""
    if isinstance(node, ast.Constant):
        return []
    values = [value for _, field in ast.iter_fields(node) for value in (field if isinstance(field, list) else [field])]
    return [value for value in values if isinstance(value, str)]
