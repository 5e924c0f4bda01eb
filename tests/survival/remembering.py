"""A line that remembers which operations the server said yes to."""

from collections import Counter
from dataclasses import dataclass, field

from backend.server.replay.crew import Crew
from backend.server.replay.line import Line, Said


@dataclass(slots=True)
class Remembering(Line):
    """Keeps each acknowledged operation id, and counts refusals by operation and code."""

    yes: set[str] = field(default_factory=set)
    no: Counter[str] = field(default_factory=Counter)

    async def ask(self, name, /, **variables):
        answer = await Line.ask(self, name, **variables)
        operation_id = variables.get("input", {}).get("operationId")
        if operation_id:
            said = Said.of(answer)
            if said.refused is None:
                self.yes.add(operation_id)
            else:
                self.no[f"{name} {said.refused}"] += 1
        return answer


def remembering(crew: Crew) -> Crew:
    """Give everybody of a crew such a line."""
    return Crew(_of(crew.office), tuple(map(_of, crew.approvers)), tuple(map(_of, crew.workers)))


def _of(line: Line) -> Remembering:
    return Remembering(line.client, line.documents, line.token)
