"""What one area brings to the graph."""

from dataclasses import dataclass
from typing import Any

from backend.api.mutation import Spoken


@dataclass(frozen=True, slots=True)
class Area:
    """The classes whose fields become root fields, and what is reached in other ways.

    `facts` are what a device may send through `submitOperations`, and `told` are types whose fields
    each result there has; `types` are types that only `node(id:)` or an interface leads to.
    """

    queries: tuple[type, ...] = ()
    mutations: tuple[type, ...] = ()
    subscriptions: tuple[type, ...] = ()
    facts: tuple[Spoken[Any, Any], ...] = ()
    told: tuple[type, ...] = ()
    types: tuple[type, ...] = ()
