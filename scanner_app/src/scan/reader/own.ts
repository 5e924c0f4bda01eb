// The codes that we print ourselves, told by their shape.

/** A bin may be called anything; this is only how most are. */
const SHAPES: readonly (readonly [kind: string, shape: RegExp])[] = [
  ["COMMAND", /^SW-[A-Z]+$/],
  ["CONTAINER", /^(?:T|TOTE|C|CT|CARTON|P|PLATE|LPN)-?[0-9]{1,12}$/],
  ["DOCUMENT", /^(?:PO|RC|SO|SH|RET|RMA|CC|W|WALK)-[0-9]{1,12}$/],
  ["BADGE", /^(?:B|BADGE)-[0-9]{4,12}$/],
  ["BIN", /^[A-Z]{1,3}(?:-[0-9]{1,3}){2,4}$/],
];

/** Which of our codes a text looks like; null for none. */
export function ownKind(text: string): string | null {
  return SHAPES.find(([, shape]) => shape.test(text))?.[0] ?? null;
}
