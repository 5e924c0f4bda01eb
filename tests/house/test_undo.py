"""Every command that changes stock or promises says how it is taken back, or what to do instead."""

from pathlib import Path

import grimp

from backend.api.undo import WAYS
from backend.server.registry import COMMANDS

PAGE = (Path(__file__).parents[2] / "docs" / "undo.md").read_text("utf-8")


def test_whatever_can_post_says_how_it_is_taken_back():
    graph = grimp.build_graph("backend")
    posting = {
        name
        for name, command in COMMANDS.items()
        if graph.find_shortest_chain(command.run.__module__, "backend.stock.posting")
    }

    assert posting - {*WAYS.back, *WAYS.instead} == set(), "add them to WAYS in backend/api/undo.py"
    assert {*WAYS.back, *WAYS.instead} <= set(COMMANDS)
    assert not {*WAYS.back} & {*WAYS.instead}


def test_the_page_says_the_same():
    back, instead = PAGE.split("## What cannot")

    assert [name for name in WAYS.back if f"| `{name}` |" not in back] == []
    said = (f"| `{name}` | {what} |" for name, what in WAYS.instead.items())
    assert [line for line in said if line not in instead] == []
