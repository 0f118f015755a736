import { ArchiveRefused } from './zip-archive.ts';

/** An element longer than this is no row and no string of a survey. */
export const MAX_ELEMENT_LETTERS = 16 << 20;

/** So many kinds of tags that are never closed are no workbook, and each costs a search to the end. */
export const MOST_UNCLOSED = 16;
/** A tag, or the word that forbids a document, may be cut where one piece ends and the next begins. */
const OVERLAP = 64;

/**
 * The elements `name` of a document that comes in pieces, each as its source text from tag to tag. Only as much
 * XML as workbooks use: a document type, which entities could be declared in, is refused. No letter of an
 * element that goes on over many pieces is looked at twice. See [SV29].
 */
export async function* elementsOf(pieces: AsyncIterable<string>, name: string): AsyncGenerator<string> {
  const open = new RegExp(`<(?:\\w{1,32}:)?${name}(?=[\\s/>])`);
  let rest = '';
  let last = '';
  /** How far the end of the element that `rest` begins with was looked for. */
  let searched = 0;
  for await (const piece of pieces) {
    const joint = last + piece;
    if (joint.includes('<!DOCTYPE') || joint.includes('<!ENTITY'))
      throw new ArchiveRefused('suspicious-archive');
    last = joint.slice(-OVERLAP);
    rest += piece;
    for (;;) {
      if (searched === 0) {
        const found = open.exec(rest);
        if (!found) {
          rest = rest.slice(-OVERLAP);
          break;
        }
        rest = rest.slice(found.index);
      }
      const end = endOf(rest, name, searched);
      if (end < 0) {
        searched = Math.max(1, rest.length - OVERLAP);
        if (rest.length > MAX_ELEMENT_LETTERS) throw new ArchiveRefused('suspicious-archive');
        break;
      }
      yield rest.slice(0, end);
      rest = rest.slice(end);
      searched = 0;
    }
  }
}

/** Where the element that a text begins with ends; -1 when it does not. Nothing before `from` is the end. */
function endOf(text: string, name: string, from: number): number {
  const tagEnd = text.indexOf('>');
  if (tagEnd < 0) return -1;
  if (text[tagEnd - 1] === '/') return tagEnd + 1;
  const closing = `</${prefixOf(text)}${name}>`;
  const end = text.indexOf(closing, Math.max(tagEnd, from));
  return end < 0 ? -1 : end + closing.length;
}

/** The prefix of the name of the element that a text begins with, colon included. */
function prefixOf(text: string): string {
  return /^<(\w{1,32}:)?/.exec(text.slice(0, 40))?.[1] ?? '';
}

/** An element within a text: its tag, and what stands between that and its end. */
export interface XmlElement {
  tag: string;
  content: string;
  start: number;
  end: number;
}

/**
 * The elements `name` of a text that is there whole, in their order, none within another. One pass: an end
 * that is not there is looked for once, not again for every tag that lacks it.
 */
export function* elementsIn(text: string, name: string): Generator<XmlElement> {
  const open = new RegExp(`<(?:\\w{1,32}:)?${name}(?=[\\s/>])`, 'g');
  const unclosed = new Set<string>();
  for (let found = open.exec(text); found; found = open.exec(text)) {
    const start = found.index;
    const tagEnd = text.indexOf('>', start);
    if (tagEnd < 0) return;
    const tag = text.slice(start, tagEnd + 1);
    if (tag.endsWith('/>')) {
      yield { tag, content: '', start, end: tagEnd + 1 };
      open.lastIndex = tagEnd + 1;
      continue;
    }
    const closing = `</${prefixOf(tag)}${name}>`;
    const at = unclosed.has(closing) ? -1 : text.indexOf(closing, tagEnd);
    if (at < 0) {
      unclosed.add(closing);
      if (unclosed.size > MOST_UNCLOSED) throw new ArchiveRefused('damaged-workbook');
      open.lastIndex = tagEnd + 1;
      continue;
    }
    const end = at + closing.length;
    yield { tag, content: text.slice(tagEnd + 1, at), start, end };
    open.lastIndex = end;
  }
}

/** The tags `name` of a text, closed or not. */
export function* tagsIn(text: string, name: string): Generator<string> {
  const open = new RegExp(`<(?:\\w{1,32}:)?${name}(?=[\\s/>])`, 'g');
  for (let found = open.exec(text); found; found = open.exec(text)) {
    const tagEnd = text.indexOf('>', found.index);
    if (tagEnd < 0) return;
    yield text.slice(found.index, tagEnd + 1);
    open.lastIndex = tagEnd + 1;
  }
}

/** An attribute of the first tag of an element, decoded. */
export function attributeOf(element: string, name: string): string | undefined {
  const tag = element.slice(0, element.indexOf('>') + 1);
  if (!tag.includes(name)) return undefined;
  const found = new RegExp(`\\s${name}="([^"]*)"|\\s${name}='([^']*)'`).exec(tag);
  return found ? unescapeXml(found[1] ?? found[2] ?? '') : undefined;
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The five entities that XML itself knows, numbers, and Excel's `_x000D_`; anything else stays as it is. */
export function unescapeXml(text: string): string {
  const plain = text.includes('&')
    ? text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,4}));/gi, (whole, decimal, hex, name) => {
        if (name) return NAMED[String(name)] ?? whole;
        const code = decimal ? Number(decimal) : parseInt(String(hex), 16);
        return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
      })
    : text;
  return plain.includes('_x')
    ? plain.replace(/_x([\dA-F]{4})_/g, (_, hex) => String.fromCharCode(parseInt(String(hex), 16)))
    : plain;
}
