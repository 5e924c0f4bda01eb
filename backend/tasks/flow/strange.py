"""Codes that the device does not know: nobody does, or somebody says what they mean."""

from collections.abc import Mapping
from dataclasses import replace

from backend.tasks.flow.halt import OF_GOODS, stop_unknown
from backend.tasks.flow.judge import Read
from backend.tasks.flow.place import goods_of
from backend.tasks.flow.run import Run
from backend.tasks.flow.scans import hear_read
from backend.tasks.flow.send import send_plain
from backend.tasks.flow.values import Answer, Flow, ItemFacts, Lap, Scan, Target
from backend.tasks.steps import StepKind


def hear_unknown(run: Run, text: str) -> None:
    """Take back what was counted of a code, and is not sent: nobody in the house knows it."""
    flow = run.flow
    kinds = [step.kind for step in flow.job.steps]
    index = kinds.index(StepKind.SCAN_ITEM) if StepKind.SCAN_ITEM in kinds else -1
    gone = [lap for lap in flow.laps if _taken(lap.answers, index, text)]
    taken = _taken(flow.answers, index, text)
    if taken is None and not gone:
        return
    for lap in gone:
        flow.done = _without(flow, lap)
    flow.laps = tuple(lap for lap in flow.laps if lap not in gone)
    if taken is not None:
        flow.answers = tuple(one for one in flow.answers if 0 <= one.step < index)
        flow.at, flow.counted, flow.pulls = index, 0, 0
        flow.line, flow.is_kept = None, False
    scan = Scan(text, method=taken.method if taken else "SCANNED")
    stop_unknown(run, Read(scan, None), index)


def teachable(flow: Flow) -> ItemFacts | None:
    """Return the goods that an unknown code may be taught to mean; None if nobody can say."""
    halt, task = flow.halt, flow.job.task
    if halt is None or halt.why != "unknown" or flow.job.steps[halt.step].kind not in OF_GOODS:
        return None
    return flow.line.item if flow.line else (task.item if task else None)


def hear_teach(run: Run) -> None:
    """Let the code mean one piece of the goods that are needed, and take the scan for that."""
    flow, halt = run.flow, run.flow.halt
    item = teachable(flow)
    run.tone = "look"
    if item is None or halt is None:
        return
    fields = {"barcode": halt.got, "item": {"id": item.id}}
    send_plain(run, "teachBarcode", fields, sku=item.sku)
    target = Target("item", item.id, item.sku, item.name, 1)
    flow.job = replace(flow.job, known={**flow.job.known, halt.got: target})
    flow.halt = run.tone = None
    hear_read(run, Read(Scan(halt.got, halt.elements), target))


def _taken(answers: tuple[Answer, ...], index: int, text: str) -> Answer | None:
    return next((one for one in answers if one.step == index and one.text == text), None)


def _without(flow: Flow, lap: Lap) -> Mapping[str, int]:
    said = next((one.value for one in lap.answers if one.field.endswith("quantity")), None)
    sku = lap.line.item.sku if lap.line else goods_of(replace(flow, line=None))
    left = flow.done.get(sku, 0) - (said if isinstance(said, int) else 1)
    return {**flow.done, sku: max(0, left)}
