/** Telling apart: a no of the house, and a network that is out of reach. */
import { SignedOut, Unreachable } from "../link/call.ts";
import type { No } from "../link/session.ts";

/** True where the network or the log-in is to blame, and the same may be tried again. */
export function isOutOfReach(problem: unknown): boolean {
  return problem instanceof Unreachable || problem instanceof SignedOut;
}

export function isNo(answer: object | No): answer is No {
  return "message" in answer;
}
