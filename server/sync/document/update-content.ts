import { MalformedError, type ByteCursor } from './byte-cursor.ts';

/** Nesting of values inside one item. The board needs three; a writer of JSON fails near 10,000. */
export const MAX_DEPTH = 64;

/** Kinds of shared types (array, map, text, XML...) that Yjs 13 knows. */
const XML_ELEMENT = 3;
const LAST_TYPE = 6;
const XML_HOOK = 5;

/**
 * Reads past the content of one item as Yjs will read it, refusing everything on which Yjs would
 * throw, then or when it writes the document again. Returns the number of clock ticks it takes.
 */
export function readContent(cursor: ByteCursor, kind: number): number {
  switch (kind) {
    case 1: // deleted
      return cursor.uint();
    case 2: // JSON texts, from documents of early versions
      return repeat(cursor, () => {
        const text = cursor.text();
        if (text !== 'undefined') checkJson(text);
      });
    case 3: // bytes
      cursor.bytes();
      return 1;
    case 4: // text, counted in UTF-16 units as JavaScript does
      return cursor.text().length;
    case 5: // an embedded object
      checkJson(cursor.text());
      return 1;
    case 6: // formatting
      cursor.text();
      checkJson(cursor.text());
      return 1;
    case 7: {
      const type = cursor.uint();
      if (type > LAST_TYPE) throw new MalformedError(`shared type ${type} does not exist`);
      if (type === XML_ELEMENT || type === XML_HOOK) cursor.text();
      return 1;
    }
    case 8: // plain values
      return repeat(cursor, () => skipAny(cursor, 0));
    case 9:
      throw new MalformedError('documents inside documents are not taken');
    default:
      throw new MalformedError(`content of kind ${kind} does not exist`);
  }
}

function repeat(cursor: ByteCursor, read: () => void): number {
  const count = cursor.count(1);
  for (let i = 0; i < count; i++) read();
  return count;
}

/** Depth is measured before parsing, since whoever writes the value again does so recursively. */
function checkJson(text: string): void {
  let depth = 0;
  let isQuoted = false;
  for (let i = 0; i < text.length; i++) {
    const letter = text[i];
    if (isQuoted) {
      if (letter === '\\') i++;
      else if (letter === '"') isQuoted = false;
    } else if (letter === '"') isQuoted = true;
    else if (letter === '[' || letter === '{') depth++;
    else if (letter === ']' || letter === '}') depth--;
    if (depth > MAX_DEPTH) throw new MalformedError('JSON is nested too deeply');
  }
  try {
    JSON.parse(text);
  } catch {
    throw new MalformedError('a value is not JSON'); // the position within it helps nobody
  }
}

function skipAny(cursor: ByteCursor, depth: number): void {
  if (depth > MAX_DEPTH) throw new MalformedError('a value is nested too deeply');
  const type = cursor.byte();
  switch (type) {
    case 127: // undefined
    case 126: // null
    case 121: // true
    case 120: // false
      return;
    case 125:
      return cursor.skipInt();
    case 124:
      return cursor.skip(4);
    case 123:
    case 122:
      return cursor.skip(8);
    case 119:
      cursor.text();
      return;
    case 118: {
      const count = cursor.count(2);
      for (let i = 0; i < count; i++) {
        if (cursor.text() === '__proto__') throw new MalformedError('a key would change a prototype');
        skipAny(cursor, depth + 1);
      }
      return;
    }
    case 117: {
      const count = cursor.count(1);
      for (let i = 0; i < count; i++) skipAny(cursor, depth + 1);
      return;
    }
    case 116:
      cursor.bytes();
      return;
    default:
      throw new MalformedError(`a value of type ${type} does not exist`);
  }
}
