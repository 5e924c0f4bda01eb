// Reads the sources of the client as the TypeScript compiler does.
import { readdirSync, readFileSync } from "node:fs";
import ts from "typescript";

/** One file, parsed. */
export type Source = {
  readonly name: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
  readonly isTest: boolean;
};

const ROOT = new URL("../src/", import.meta.url);

/** Every file of ours under src, by its path there; what is generated is not ours. */
export const SOURCES: readonly Source[] = filesUnder(ROOT.pathname).map(read);

/** Every node of a tree, from the top down. */
export function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  for (const child of childrenOf(node)) {
    yield* nodesOf(child);
  }
}

/** What a file imports, and what it exports again, as it is written there. */
export function importsOf(source: Source): readonly string[] {
  return [...nodesOf(source.tree)].flatMap((node) => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
      const from = node.moduleSpecifier;
      return from !== undefined && ts.isStringLiteral(from) ? [from.text] : [];
    }
    const isCall = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
    const first = isCall ? node.arguments[0] : undefined;
    return first !== undefined && ts.isStringLiteral(first) ? [first.text] : [];
  });
}

/** How many lines a node takes. */
export function linesOf(source: Source, node: ts.Node): number {
  const line = (at: number): number => source.tree.getLineAndCharacterOfPosition(at).line;
  return line(node.getEnd()) - line(node.getStart(source.tree)) + 1;
}

function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name) && name !== "contract.ts")
    .sort();
}

function read(name: string): Source {
  const text = readFileSync(new URL(name, ROOT), "utf8");
  const kind = name.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const tree = ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true, kind);
  return { name, text, tree, isTest: name.includes(".test.") };
}

function childrenOf(node: ts.Node): readonly ts.Node[] {
  const found: ts.Node[] = [];
  ts.forEachChild(node, (child) => void found.push(child));
  return found;
}
