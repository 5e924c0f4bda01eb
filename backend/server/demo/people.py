"""The people of the demo. Their badges, PINs and passwords are public: never use them elsewhere."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who logs in: by badge and PIN on a device, by code and password on the board."""

    code: str
    name: str
    role: str
    badge: str
    pin: str
    password: str | None


PEOPLE = (
    Person("amina", "Amina Okafor (demo)", "worker", "B-1001", "2580", None),
    Person("bartek", "Bartek Nowak (demo)", "worker", "B-1002", "1471", None),
    Person("chloe", "Chloe Marsh (demo)", "worker", "B-1003", "3692", None),
    Person("dev", "Dev Raman (demo)", "worker", "B-1004", "7410", None),
    Person("elif", "Elif Demir (demo)", "worker", "B-1005", "8523", None),
    Person("finn", "Finn Gallagher (demo)", "worker", "B-1006", "9631", None),
    Person("grace", "Grace Adeyemi (demo)", "worker", "B-1007", "1597", None),
    Person("hugo", "Hugo Lindqvist (demo)", "worker", "B-1008", "3574", None),
    Person("ines", "Ines Carvalho (demo)", "supervisor", "B-2001", "4862", "demo-ines-board"),
    Person("jonas", "Jonas Whitlock (demo)", "supervisor", "B-2002", "6248", "demo-jonas-board"),
    Person("admin", "Mara Ellison (demo)", "admin", "B-9001", "9182", "demo-admin-board"),
)

CREW = PEOPLE[4:8]
"""The workers who are simulated; the others are left to whoever tries the demo."""
BADGES = (PEOPLE[0], PEOPLE[1], PEOPLE[8])
"""Whose badges are printed on the demo's page: two workers and a supervisor."""


def people_of(role: str) -> tuple[Person, ...]:
    """Return the people who have a role, in the order of their badges."""
    return tuple(person for person in PEOPLE if person.role == role)
