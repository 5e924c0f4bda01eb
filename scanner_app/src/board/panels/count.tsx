/** A press that has something counted: a bin, or an item wherever it lies. */
import { RequestCount } from "../../contract.ts";
import { say } from "../../words/board.ts";
import { may, type Place } from "../wire/session.ts";
import { Act } from "./act.tsx";
import { send } from "./send.ts";

interface CountLook {
  readonly at: Place;
  readonly what: { readonly bins: readonly { readonly id: string }[] } | { readonly items: readonly { readonly id: string }[] };
  readonly words: string;
  readonly look?: string;
}

export function SendCount({ at, what, words, look }: CountLook) {
  if (!may("REQUEST_COUNT")) return null;
  const count = () => send(RequestCount, { location: { code: at.code }, ...what, reason: say("doubted") });
  return <Act icon="count" look={look} send={count} done={say("countSent")}>{words}</Act>;
}
