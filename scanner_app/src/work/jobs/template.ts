// A job from a template: the house's list of steps, filled with what is known here.
import ways from "../ways.json" with { type: "json" };
import type { Accepted, Fixed, Job, Line, Step, Target, Way } from "../types.ts";

/** What a template is filled with. */
export type Filling = {
  readonly id: string;
  readonly title: string;
  readonly fixed?: Fixed;
  readonly lines?: readonly Line[];
  readonly known?: { readonly [barcode: string]: Target };
  /** What is right at a step, by its field. */
  readonly accepts?: { readonly [field: string]: readonly Accepted[] };
};

/** The name of a template. */
export type Template = keyof typeof ways & Way;

/** Fill a template. */
export function jobOfTemplate(way: Template, filling: Filling): Job {
  const { id, title, fixed = {}, lines = [], known = {}, accepts = {} } = filling;
  const steps = (ways[way] as readonly Step[]).map((step) => {
    return { ...step, accepts: accepts[step.field] ?? step.accepts };
  });
  return { id, way, title, steps, task: null, fixed, lines, known };
}

/** A barcode that is right, and stands for itself. */
export function just(barcode: string): readonly Accepted[] {
  return [{ barcode, quantity: null }];
}
