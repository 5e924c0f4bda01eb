"""Mutants: what a file of ours would look like with one small mistake in it.

Python is changed where its syntax tree says, statements in SQL by their words. Every change is one
that a person could make: a bound that is off by one, a sign, a guard that was forgotten, a lock
that is not taken, an order that is not kept. LEFT JOIN for JOIN is not among them: ours follow
foreign keys, where both give the same rows.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

SWAPS: dict[type[ast.AST], tuple[str, str]] = {
    ast.Lt: ("<", "<="), ast.LtE: ("<=", "<"), ast.Gt: (">", ">="), ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="), ast.NotEq: ("!=", "=="), ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"), ast.In: ("in", "not in"), ast.NotIn: ("not in", "in"),
    ast.Add: ("+", "-"), ast.Sub: ("-", "+"), ast.Mult: ("*", "+"), ast.LShift: ("<<", ">>"),
    ast.BitAnd: ("&", "|"), ast.BitOr: ("|", "&"), ast.And: ("and", "or"), ast.Or: ("or", "and"),
}  # fmt: skip
CALLS = {
    "sorted": "(lambda rows, **_: list(rows))", "min": "max", "max": "min", "any": "all",
    "all": "any",
}  # fmt: skip
TWINS = {"source": "target", "target": "source", "held": "bound", "bound": "held"}
MEMBERS = {
    "Rank": ("DOCUMENT", "TASK", "POOL", "BALANCE", "RESERVATION", "RECORD"),
    "Outcome": ("POSTED", "VOIDED", "EXPIRED"),
    "Disposition": ("USABLE", "QUARANTINE"),
}

_END = r"(?=\n|$|\)\s| AND | OR | THEN | RETURNING )"
SQL_CHANGES: tuple[tuple[str, str], ...] = (
    (r" >= ", " > "), (r" <= ", " < "), (r" > ", " >= "), (r" < ", " <= "), (r" <> ", " = "),
    (r" \+ ", " - "), (r" - ", " + "), (r" = (?!ANY)", " <> "), (r" = ANY ", " <> ALL "),
    (r"\bAND\b", "OR"), (r"\bOR\b", "AND"), (r"\bgreatest\(", "least("),
    (r" FOR UPDATE( OF \w+)?|\n *FOR UPDATE( OF \w+)?", ""), (r" DESC\b", ""), (r" DISTINCT ", " "),
    (r"\bLEFT JOIN\b", "JOIN"),
    (r"\bUNION\b(?! ALL)", "UNION ALL"), (r"\bIS NULL\b", "IS NOT NULL"),
    (r"\bIS NOT NULL\b", "IS NULL"), (r"\bNOT DISTINCT\b", "DISTINCT"), (r"\bDESC\b", "ASC"),
    (r"\n *ON CONFLICT \(\w+\) DO NOTHING", ""), (r"\n? *ORDER BY [\w., ]+(?=\n|\)|$| FOR)", ""),
    (r"'(\w+)'", r"'\1~'"), (r"(?<![$\w'.])(\d+)(?!\w)", "«+1»"), (r"\bAND NOT\b", "AND"),
    (r"\bNULLS LAST\b", "NULLS FIRST"), (r"\bLIMIT (?=\$)", "LIMIT 1 + "),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutant:
    """A file with one change: these bytes of it replaced."""

    path: Path
    start: int
    end: int
    new: str
    constant: str = ""
    """The name of the statement that is changed; empty for a change of Python."""
    statement: str = ""
    """The changed statement."""

    def source(self) -> bytes:
        """Return the whole file with the mistake in it."""
        was = self.path.read_bytes()
        return was[: self.start] + self.new.encode() + was[self.end :]

    def line(self) -> int:
        """Return the line in which the change begins."""
        return self.path.read_bytes()[: self.start].count(b"\n") + 1

    def diff(self) -> str:
        """Tell what changed, as people read it."""
        was = self.path.read_text().splitlines()
        now = self.source().decode().splitlines()
        return "\n".join(list(unified_diff(was, now, lineterm="", n=0))[3:])


def mutants_of(path: Path) -> list[Mutant]:
    """Return every mutant of a file that is still Python, in the order of its lines."""
    text = path.read_bytes()
    tree = ast.parse(text)
    found = {*_of_python(path, text, tree), *_of_statements(path, text, tree)}
    return sorted((one for one in found if _compiles(one)), key=lambda one: (one.start, one.new))


def _compiles(mutant: Mutant) -> bool:
    try:
        compile(mutant.source(), str(mutant.path), "exec")
    except SyntaxError:
        return False
    return True


class _Text:
    """Positions of a tree's nodes in the bytes of its file."""

    def __init__(self, text: bytes) -> None:
        self.text = text
        self.lines = [0]
        for line in text.splitlines(keepends=True):
            self.lines.append(self.lines[-1] + len(line))

    def span(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        start = self.lines[node.lineno - 1] + node.col_offset
        return start, self.lines[node.end_lineno - 1] + node.end_col_offset

    def said(self, node: ast.expr | ast.stmt) -> str:
        start, end = self.span(node)
        return self.text[start:end].decode()


def _of_python(path: Path, text: bytes, tree: ast.Module) -> Iterator[Mutant]:
    at = _Text(text)
    skipped = _said_only(tree)
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        for start, end, new in (*_operators(node, at), *_values(node, at), *_statements(node, at)):
            yield Mutant(path, start, end, new)


def _said_only(tree: ast.Module) -> set[int]:  # noqa: C901 - a list
    """Find what has no effect: docstrings, annotations, statements in SQL, parts of f-strings."""
    skipped: set[int] = set()
    for node in ast.walk(tree):
        silent: list[ast.AST | None] = []
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            silent = [node]
        if isinstance(node, ast.AnnAssign | ast.arg):
            silent = [node.annotation]
        if isinstance(node, ast.Assert):
            silent = [node.msg]
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            silent = [node.returns, *node.decorator_list]
        if isinstance(node, ast.ClassDef):
            silent = [*node.decorator_list]
        if isinstance(node, ast.JoinedStr):
            silent = [*node.values]
        if isinstance(node, ast.Constant) and _is_sql(node.value):
            silent = [node]
        skipped |= {id(each) for one in silent if one for each in ast.walk(one)}
    return skipped


def _operators(node: ast.AST, at: _Text) -> Iterator[tuple[int, int, str]]:
    """Swap what stands between two operands."""
    if isinstance(node, ast.Compare):
        operands = [node.left, *node.comparators]
        operators: list[ast.AST] = list(node.ops)
    elif isinstance(node, ast.BoolOp):
        operands, operators = node.values, [node.op] * (len(node.values) - 1)
    elif isinstance(node, ast.BinOp):
        operands, operators = [node.left, node.right], [node.op]
    else:
        return
    for left, right, operator in zip(operands, operands[1:], operators, strict=False):
        if type(operator) in SWAPS:
            was, new = SWAPS[type(operator)]
            gap = at.span(left)[1]
            start = at.text.index(was.encode(), gap, at.span(right)[0])
            yield start, start + len(was), new


def _values(node: ast.AST, at: _Text) -> Iterator[tuple[int, int, str]]:  # noqa: C901, PLR0912
    """Change a constant, a sign, a called function, a named member or a twin of an attribute."""
    match node:
        case ast.Constant(value=bool(value)):
            yield *at.span(node), str(not value)
        case ast.Constant(value=int(value)):
            yield *at.span(node), str(value + 1)
        case ast.Constant(value=str(value)):
            yield *at.span(node), repr("~" + value)
        case ast.UnaryOp(op=ast.Not() | ast.USub() | ast.Invert()):
            start, end = at.span(node)
            yield start, end, f"({at.said(node.operand)})"
        case ast.Call(func=ast.Name(id=name)) if name in CALLS:
            yield *at.span(node.func), CALLS[name]
        case ast.Attribute(value=ast.Name(id=name), attr=attr) if attr in MEMBERS.get(name, ()):
            members = MEMBERS[name]
            yield *at.span(node), f"{name}.{members[(members.index(attr) + 1) % len(members)]}"
        case ast.Attribute(attr=attr) if attr in TWINS:
            _, end = at.span(node)
            yield end - len(attr), end, TWINS[attr]
        case ast.IfExp(test=test) | ast.If(test=test):
            yield *at.span(test), f"(not ({at.said(test)}))"
        case ast.comprehension(ifs=ifs):
            for one in ifs:
                yield *at.span(one), "True"
        case ast.keyword(arg="rows", value=value) if at.said(value) != "None":
            yield *at.span(value), "None"


def _statements(node: ast.AST, at: _Text) -> Iterator[tuple[int, int, str]]:
    """Leave a statement out, or turn its sign."""
    if isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Add | ast.Sub):
        was, new = ("+=", "-=") if isinstance(node.op, ast.Add) else ("-=", "+=")
        start = at.text.index(was.encode(), at.span(node.target)[1])
        yield start, start + 2, new
    if isinstance(node, ast.AugAssign | ast.Assert) or (
        isinstance(node, ast.Expr) and not isinstance(node.value, ast.Constant)
    ):
        yield *at.span(node), "pass"
    if isinstance(node, ast.Return) and node.value is not None:
        yield *at.span(node), "return None"


def _is_sql(value: object) -> bool:
    return isinstance(value, str) and bool(re.match(r"\s*(SELECT|INSERT|UPDATE|WITH)\b", value))


def _of_statements(path: Path, text: bytes, tree: ast.Module) -> Iterator[Mutant]:
    at = _Text(text)
    for assigned in tree.body:
        node = assigned.value if isinstance(assigned, ast.Assign) else None
        if (
            isinstance(assigned, ast.Assign)
            and isinstance(node, ast.Constant)
            and _is_sql(node.value)
        ):
            name = at.said(assigned.targets[0])
            start, end = at.span(node)
            literal = text[start:end].decode()
            for first, last, new in changes_of_sql(literal):
                changed = ast.literal_eval(literal[:first] + new + literal[last:])
                yield Mutant(path, start + first, start + last, new, name, changed)


def changes_of_sql(statement: str) -> Iterator[tuple[int, int, str]]:
    """Yield each change of a statement as (start, end, instead)."""
    for pattern, instead in SQL_CHANGES:
        for match in re.finditer(pattern, statement):
            new = match.expand(instead) if "\\" in instead else instead
            yield match.start(), match.end(), str(int(match[1]) + 1) if new == "«+1»" else new
    for match in re.finditer(r"\b(AND|WHERE) ", statement):
        end = _term_end(statement, match.end())
        yield match.start(), end, "WHERE true" if match[1] == "WHERE" else ""


_STOP = re.compile(
    r"\s+(AND|OR|ORDER|GROUP|RETURNING|LIMIT|FOR|ON|UNION|JOIN|LEFT|THEN)\b|\s*$|\s*\"\"\""
)


def _term_end(statement: str, start: int) -> int:
    """Find where a condition ends: at the next word of its own height, or a closing bracket."""
    depth = 0
    for at in range(start, len(statement)):
        depth += {"(": 1, ")": -1}.get(statement[at], 0)
        if depth < 0 or (depth == 0 and _STOP.match(statement, at + (statement[at] == ")"))):
            return at + (statement[at] == ")" and depth == 0)
    return len(statement)
