import { ArchiveRefused } from './zip-archive.ts';

/** An element longer than this is no row and no string of a survey. */
const MAX_ELEMENT_LETTERS = 16 << 20;

/**
 * The elements `name` of a document that comes in pieces, each as its source text from tag to tag. Only as much
 * XML as workbooks use: a document type, which entities could be declared in, is refused. See [SV29].
 */
export async function* elementsOf(pieces: AsyncIterable<string>, name: string): AsyncGenerator<string> {
  const open = new RegExp(`<(?:\\w+:)?${name}(?=[\\s/>])`);
  let rest = '';
  for await (const piece of pieces) {
    rest += piece;
    if (rest.includes('<!DOCTYPE') || rest.includes('<!ENTITY'))
      throw new ArchiveRefused('suspicious-archive');
    let at = 0;
    for (;;) {
      const found = open.exec(at === 0 ? rest : (rest = rest.slice(at)));
      at = 0;
      if (!found) {
        rest = rest.slice(-64); // a tag may be cut here
        break;
      }
      const end = endOf(rest, found.index, name);
      if (end < 0) {
        rest = rest.slice(found.index);
        if (rest.length > MAX_ELEMENT_LETTERS) throw new ArchiveRefused('suspicious-archive');
        break;
      }
      yield rest.slice(found.index, end);
      at = end;
    }
  }
}

function endOf(text: string, start: number, name: string): number {
  const tagEnd = text.indexOf('>', start);
  if (tagEnd < 0) return -1;
  if (text[tagEnd - 1] === '/') return tagEnd + 1;
  const prefix = /^<(\w+:)?/.exec(text.slice(start, start + 40))?.[1] ?? '';
  const closing = `</${prefix}${name}>`;
  const end = text.indexOf(closing, tagEnd);
  return end < 0 ? -1 : end + closing.length;
}

/** An attribute of the first tag of an element, decoded. */
export function attributeOf(element: string, name: string): string | undefined {
  const tag = element.slice(0, element.indexOf('>') + 1);
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
