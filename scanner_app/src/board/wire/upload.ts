/** Sends a file to be judged, and the same file again to be taken. */
import { Away, SignedOut } from "./ask.ts";

export const IMPORTS = ["items", "bins", "suppliers", "stock", "purchase-orders", "orders"] as const;
export type ImportKind = (typeof IMPORTS)[number];

export interface Judged {
  readonly rows: number;
  readonly isSound: boolean;
  readonly faultCount: number;
  readonly faults: readonly { readonly line: number; readonly column: string | null; readonly problem: string }[];
  readonly columns: readonly string[];
  readonly preview: readonly { readonly line: number; readonly cells: Readonly<Record<string, string>> }[];
  /** Send it back to take the file; null when the file has faults. */
  readonly commit: string | null;
  /** How many were taken; null when the file was only judged. */
  readonly taken: unknown;
}

/** Judge a file, or take it when `commit` is what the judging gave; a refusal comes back as its sentence. */
export async function upload(kind: ImportKind, file: File, commit: string | null): Promise<Judged | string> {
  const address = `/imports/${kind}${commit === null ? "" : `?commit=${encodeURIComponent(commit)}`}`;
  let response: Response;
  let said: Judged & { readonly message?: string };
  try {
    response = await fetch(address, { method: "POST", headers: { "x-stockwright": "1" }, body: file });
    said = (await response.json()) as typeof said;
  } catch (cause) {
    throw new Away("The server does not answer.", { cause });
  }
  if (response.status === 401) throw new SignedOut(said.message);
  return response.ok ? said : (said.message ?? response.statusText);
}
