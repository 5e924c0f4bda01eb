// House rules that the compiler does not know. Each failure says what to do.
import ts from "typescript";
import { expect, test } from "vitest";
import { nodesOf, linesOf, SOURCES, type Source } from "./source.ts";

const FILE_LINES_MAX = 300;
const FUNCTION_LINES_MAX = 40;
const FORBIDDEN_NAMES = /(^|\/)(services?|utils?|helpers?|managers?|base|misc|common)\.tsx?$/;

test.each(SOURCES)("$name fits in the head", (source) => {
  expect(source.text, "open with a comment that says what this file is for").toMatch(/^\/[/*]/);
  expect(source.text.split("\n").length - 1, "split it").toBeLessThanOrEqual(FILE_LINES_MAX);
  expect(source.name, "name it after what it does").not.toMatch(FORBIDDEN_NAMES);
});

test.each(SOURCES.filter((source) => !source.isTest))("$name has short functions", (source) => {
  const long = [...nodesOf(source.tree)]
    .filter((node) => ts.isFunctionLike(node) && linesOf(source, node) > FUNCTION_LINES_MAX)
    .map((node) => `${where(source, node)}: ${linesOf(source, node)} lines`);
  expect(long, `at most ${FUNCTION_LINES_MAX} lines a function`).toEqual([]);
});

test.each(SOURCES)("$name says its types and its names", (source) => {
  const found = [...nodesOf(source.tree)].filter(isLoose).map((node) => where(source, node));
  expect(found, "no `any`, no `@ts-ignore`, no default export").toEqual([]);
  expect(source.text).not.toMatch(/@ts-(ignore|nocheck|expect-error)/);
});

/** Tell whether a node is `any`, or an export without a name. */
function isLoose(node: ts.Node): boolean {
  const modifiers = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : [];
  const isDefault = modifiers.some((one) => one.kind === ts.SyntaxKind.DefaultKeyword);
  return node.kind === ts.SyntaxKind.AnyKeyword || ts.isExportAssignment(node) || isDefault;
}

function where(source: Source, node: ts.Node): string {
  const { line } = source.tree.getLineAndCharacterOfPosition(node.getStart(source.tree));
  return `${source.name}:${line + 1}`;
}
