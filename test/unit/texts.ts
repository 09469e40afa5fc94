import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { isUnseen, readShown, stringsIn } from './shownTexts';

/** One `l10n.t(…)`: its key in a bundle, and how many values it hands over for `{0}`, `{1}` … */
export interface Translated {
  readonly where: string;
  readonly key: string;
  readonly message: string;
  readonly values: number;
  /** Whether it is made when its file is loaded, which is too early to know the language. */
  readonly atLoad: boolean;
}

/** A string in the code, and where. */
export interface Text {
  readonly where: string;
  readonly text: string;
}

export interface Texts {
  readonly translated: readonly Translated[];
  /** What stands in `l10n.t(…)` but is put together at run time: no tool finds it. */
  readonly computed: readonly Text[];
  /** What people see without `l10n.t(…)`. */
  readonly bare: readonly Text[];
}

/** Reads one TypeScript file. */
export function readTexts(file: string): Texts {
  const source = ts.createSourceFile(
    file,
    readFileSync(file, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const found = { translated: [] as Translated[], computed: [] as Text[], bare: [] as Text[] };
  const where = (node: ts.Node) =>
    `${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
  const visit = (node: ts.Node): void => {
    if (isL10nCall(node)) {
      const call = readL10nCall(node);
      if (call) {
        found.translated.push({ where: where(node), atLoad: !isInFunction(node), ...call });
      } else {
        found.computed.push({ where: where(node), text: node.getText() });
      }
      node.arguments.slice(1).forEach(visit);
      return;
    }
    if (isUnseen(node)) {
      return;
    }
    found.bare.push(...readShown(node).map(text => ({ where: where(node), text })));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isL10nCall(node: ts.Node): node is ts.CallExpression {
  return ts.isCallExpression(node) && /(^|\.)l10n\.t$/.test(node.expression.getText());
}

function readL10nCall({ arguments: [first, ...rest] }: ts.CallExpression) {
  if (!first) {
    return undefined;
  }
  if (ts.isStringLiteralLike(first)) {
    return { key: first.text, message: first.text, values: rest.length };
  }
  const property = (name: string) =>
    ts.isObjectLiteralExpression(first)
      ? first.properties.filter(ts.isPropertyAssignment).find(p => p.name.getText() === name)
          ?.initializer
      : undefined;
  const message = property('message');
  const comment = property('comment');
  const args = property('args');
  if (!message || !ts.isStringLiteralLike(message) || !comment) {
    return undefined;
  }
  const comments = ts.isArrayLiteralExpression(comment) ? comment.elements : [comment];
  return {
    key: `${message.text}/${comments.flatMap(stringsIn).join('')}`,
    message: message.text,
    values: args && ts.isArrayLiteralExpression(args) ? args.elements.length : 0,
  };
}

function isInFunction(node: ts.Node): boolean {
  return ts.findAncestor(node, ts.isFunctionLike) !== undefined;
}
