import ts from 'typescript';

/** Functions and classes whose strings a person reads. */
const shownCalls =
  /^(show(Error|Warning|Information)Message|setStatusBarMessage|appendText|Refusal|HttpError|NetworkError|ProtocolError|OAuthError)$/;
/** Properties whose string a person reads. */
const shownProperties =
  /^(label|title|placeholder|placeHolder|prompt|detail|description|tooltip|message|validationMessage|accessibleText|words|reason|note|group)$/;
/** What is written for the log or for whoever reads a stack. */
const unseenCalls = /^(trace|debug|info|warn|error|log|Error|TypeError|DOMException)$/;

/** The strings that `node` itself, as it seems, shows to a person. */
export function readShown(node: ts.Node): readonly string[] {
  if (shownCalls.test(calledName(node) ?? '')) {
    const { arguments: args = [] } = node as ts.CallExpression | ts.NewExpression; // has a called name
    return (ts.isNewExpression(node) ? args.slice(0, 1) : args).flatMap(stringsIn).filter(hasWord);
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
  const isText = ts.isStringLiteralLike(node) || ts.isTemplateHead(node);
  return isText && isWording(node.text) ? [node.text] : [];
}

/** Whether nothing in `node` reaches a person: imports, the log, and errors that are never shown. */
export function isUnseen(node: ts.Node): boolean {
  return ts.isImportDeclaration(node) || unseenCalls.test(calledName(node) ?? '');
}

/** The last name of what is called or constructed: `t` for `vscode.l10n.t(…)`. */
function calledName(node: ts.Node): string | undefined {
  return ts.isCallExpression(node) || ts.isNewExpression(node)
    ? /\w+$/.exec(node.expression.getText())?.[0]
    : undefined;
}

/** The strings that an expression can have as its value or as a part of it. */
export function stringsIn(node: ts.Expression): readonly string[] {
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

/** Whether there is anything to translate; icons such as `$(bell)` and host names are nothing. */
function hasWord(text: string): boolean {
  return /\p{L}{2}/u.test(text.replaceAll(/\$\([\w~-]+\)|^\w+(\.\w+)+$/g, ''));
}

/** Looks like wording, but is of a protocol or a name. */
const fixed = /^([A-Z][a-z]+(-[A-Za-z]+)+(: )?|[A-Za-z]+Error|Bearer |Circuit)$/;

function isWording(text: string): boolean {
  return /^\P{L}*\p{Lu}\p{Ll}/u.test(text) && !fixed.test(text);
}
