"""Every command of the house is in the registry, and every reaction is one of them."""

import importlib
import pkgutil

import backend
from backend.kernel.command import Command
from backend.server.registry import COMMANDS
from backend.server.wiring import REACTIONS


def test_every_command_is_in_the_registry():
    """A command that is missing here goes into backend/server/registry.py."""
    declared = {
        thing.name
        for found in pkgutil.walk_packages(backend.__path__, "backend.")
        for thing in vars(importlib.import_module(found.name)).values()
        if isinstance(thing, Command)
    }

    assert declared == set(COMMANDS)


def test_every_reaction_is_a_command_of_the_registry():
    woken = [reaction.command for reactions in REACTIONS.values() for reaction in reactions]

    assert all(COMMANDS[command.name] is command for command in woken)
