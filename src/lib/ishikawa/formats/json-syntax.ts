const SPACE = /[ \t\r\n]*/y;
const SCALAR =
  /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

type Expected = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end' | 'nothing';

/**
 * The line, from 1, at which a text stops being JSON; null when it is JSON. The engine's own messages
 * name a place only in some cases.
 */
export function lineOfJsonError(text: string): number | null {
  const open: ('{' | '[')[] = [];
  let expected: Expected = 'value';
  let at = 0;
  for (;;) {
    SPACE.lastIndex = at;
    at += SPACE.exec(text)?.[0].length ?? 0;
    const mark = text.charAt(at);
    if (mark === '') return expected === 'nothing' ? null : lineAt(text, at);
    const container = open.at(-1);
    const afterValue: Expected = container === undefined ? 'nothing' : 'comma-or-end';
    const takesKey: boolean = expected === 'key' || expected === 'key-or-end';
    const takesValue = expected === 'value' || expected === 'value-or-end';
    if (takesValue && (mark === '{' || mark === '[')) {
      open.push(mark);
      expected = mark === '{' ? 'key-or-end' : 'value-or-end';
      at++;
    } else if (expected.endsWith('-or-end') && mark === (container === '{' ? '}' : ']')) {
      open.pop();
      expected = open.length === 0 ? 'nothing' : 'comma-or-end';
      at++;
    } else if (expected === 'comma-or-end' && mark === ',') {
      expected = container === '{' ? 'key' : 'value';
      at++;
    } else if (expected === 'colon' && mark === ':') {
      expected = 'value';
      at++;
    } else {
      SCALAR.lastIndex = at;
      const scalar: string | undefined = SCALAR.exec(text)?.[0];
      const isKey: boolean = takesKey && scalar?.startsWith('"') === true;
      if (scalar === undefined || !(takesValue || isKey)) return lineAt(text, at);
      expected = isKey ? 'colon' : afterValue;
      at += scalar.length;
    }
  }
}

function lineAt(text: string, at: number): number {
  return text.slice(0, at).split('\n').length;
}
