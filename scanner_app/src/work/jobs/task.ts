// A job from a task of the server: its steps as they came, and the fields that nobody has to say.
import type { Fixed, FloorTask, Job, OperationName, Step, Way } from "../types.ts";

/** A task as a job; where it is done again, what it brings depends on the undo before. */
export function jobOfTask(task: FloorTask, undo: string | null = null): Job {
  return {
    id: task.id,
    way: wayOf(task),
    title: task.walk?.number ?? task.documentNumber ?? "",
    steps: task.steps.map((step) => ({
      ...step,
      operation: step.operation as OperationName | null,
      also: step.also as readonly OperationName[],
    })) satisfies Step[],
    task,
    fixed: undo === null ? fixedOf(task) : after(undo, fixedOf(task)),
    lines: [],
    known: {},
  };
}

function after(undo: string, fixed: Fixed): Fixed {
  return Object.fromEntries(Object.entries(fixed).map(([name, fields]) => [name, { ...fields, dependsOn: undo }]));
}

function wayOf(task: FloorTask): Way {
  const isPutBack = task.steps.some((step) => step.operation === "putBack");
  return isPutBack ? "PUT_BACK" : task.kind;
}

/** What proves that the task is still this worker's, by operation. */
function fixedOf(task: FloorTask): Fixed {
  const mine = { task: task.id, fence: task.fence };
  const box = task.container === null ? {} : { container: { id: task.container.id } };
  return {
    confirmPick: mine,
    shortPick: mine,
    confirmPutaway: { ...mine, ...box },
    putBack: mine,
    moveStock: { task: task.id },
    submitCount: { task: task.id, lines: [] },
    ...(task.walk === null ? {} : { changeTote: { walk: { id: task.walk.id } } }),
  };
}
