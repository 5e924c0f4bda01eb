"""The house itself as an actor: it reacts to events and keeps time-limits."""

from types import MappingProxyType
from uuid import UUID

from backend.kernel.work import Actor
from backend.master.permissions import Permission

SYSTEM = Actor(
    id=UUID("00000000-0000-8000-8000-00000000000a"),
    name="Stockwright",
    everywhere=frozenset(permission.value for permission in Permission),
    grants=MappingProxyType({}),
)
"""May do everything everywhere; what it does follows from what a person did before."""
