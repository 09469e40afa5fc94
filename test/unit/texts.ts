import { readFileSync } from 'node:fs';
import ts from 'typescript';

/** One `l10n.t(…)`: its key in a bundle, and how many values it hands over for `{0}`, `{1}` … */
export interface Translated {
  readonly where: string;
  readonly key: string;
  readonly message: string;
  readonly values: number;
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

/** Functions and classes whose strings a person reads. */
const shownCalls =
  /^(show(Error|Warning|Information)Message|setStatusBarMessage|appendText|Refusal|HttpError|NetworkError|ProtocolError|OAuthError)$/;
/** Properties whose string a person reads. */
const shownProperties =
  /^(label|title|placeholder|placeHolder|prompt|detail|description|tooltip|message|validationMessage|accessibleText|words|reason|note|group)$/;
/** What is written for the log or for whoever reads a stack. */
const unseenCalls = /^(trace|debug|info|warn|error|log|Error|TypeError)$/;

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
  const addBare = (node: ts.Node, texts: readonly string[]) =>
    found.bare.push(...texts.map(text => ({ where: where(node), text })));
  const visit = (node: ts.Node): void => {
    if (isL10nCall(node)) {
      const call = readL10nCall(node);
      if (call) {
        found.translated.push({ where: where(node), ...call });
      } else {
        found.computed.push({ where: where(node), text: node.getText() });
      }
      node.arguments.slice(1).forEach(visit);
      return;
    }
    if (ts.isImportDeclaration(node) || unseenCalls.test(calledName(node) ?? '')) {
      return;
    }
    const shown = shownTexts(node);
    addBare(node, shown);
    if (shown.length === 0 && ts.isStringLiteralLike(node) && isSentence(node.text)) {
      addBare(node, [node.text]);
    }
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

/** The strings that `node` itself shows to a person. */
function shownTexts(node: ts.Node): readonly string[] {
  if (shownCalls.test(calledName(node) ?? '')) {
    const { arguments: args = [] } = node as ts.CallExpression | ts.NewExpression; // has a called name
    return args.flatMap(stringsIn).filter(hasWord);
  }
  if (ts.isPropertyAssignment(node) && shownProperties.test(node.name.getText())) {
    return stringsIn(node.initializer).filter(hasWord);
  }
  if (
    ts.isBinaryExpression(node) &&
    node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    ts.isPropertyAccessExpression(node.left) &&
    shownProperties.test(node.left.name.text)
  ) {
    return stringsIn(node.right).filter(hasWord);
  }
  return [];
}

/** The last name of what is called or constructed: `t` for `vscode.l10n.t(…)`. */
function calledName(node: ts.Node): string | undefined {
  return ts.isCallExpression(node) || ts.isNewExpression(node)
    ? /\w+$/.exec(node.expression.getText())?.[0]
    : undefined;
}

/** The strings that an expression can have as its value or as a part of it. */
function stringsIn(node: ts.Expression): readonly string[] {
  if (ts.isStringLiteralLike(node)) {
    return [node.text];
  }
  if (ts.isTemplateExpression(node)) {
    const parts = node.templateSpans.flatMap(span => [
      ...stringsIn(span.expression),
      span.literal.text,
    ]);
    return [node.head.text, ...parts];
  }
  if (ts.isConditionalExpression(node)) {
    return [...stringsIn(node.whenTrue), ...stringsIn(node.whenFalse)];
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind !== ts.SyntaxKind.EqualsToken) {
    return [...stringsIn(node.left), ...stringsIn(node.right)];
  }
  return ts.isParenthesizedExpression(node) ? stringsIn(node.expression) : [];
}

/** Whether there is anything to translate; icons such as `$(bell)` are none. */
function hasWord(text: string): boolean {
  return /\p{L}{2}/u.test(text.replaceAll(/\$\([\w~-]+\)/g, ''));
}

function isSentence(text: string): boolean {
  return /^\P{L}*\p{Lu}.*\p{L} \p{L}/u.test(text);
}
