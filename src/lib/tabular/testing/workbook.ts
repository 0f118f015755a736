import { joinBytes } from './exports.ts';

/** Members of a zip file that is made for a test. `claimedBytes` lets the directory lie about the unpacked size. */
export interface TestMember {
  name: string;
  text: string;
}

/** A zip file with deflated members, as Excel writes them (check sums left out: nobody reads them here). */
export async function zipOf(members: readonly TestMember[]): Promise<Uint8Array<ArrayBuffer>> {
  const bodies: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const { name, text } of members) {
    const nameBytes = new TextEncoder().encode(name);
    const packed = await deflated(text);
    const header = new DataView(new ArrayBuffer(30));
    header.setUint32(0, 0x04034b50, true);
    header.setUint16(8, 8, true);
    header.setUint32(18, packed.length, true);
    header.setUint16(26, nameBytes.length, true);
    const entry = new DataView(new ArrayBuffer(46));
    entry.setUint32(0, 0x02014b50, true);
    entry.setUint16(10, 8, true);
    entry.setUint32(20, packed.length, true);
    entry.setUint16(28, nameBytes.length, true);
    entry.setUint32(42, offset, true);
    bodies.push(new Uint8Array(header.buffer), nameBytes, packed);
    directory.push(new Uint8Array(entry.buffer), nameBytes);
    offset += 30 + nameBytes.length + packed.length;
  }
  const list = joinBytes(directory);
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(10, members.length, true);
  end.setUint32(12, list.length, true);
  end.setUint32(16, offset, true);
  return new Uint8Array(joinBytes([...bodies, list, new Uint8Array(end.buffer)]));
}

async function deflated(text: string): Promise<Uint8Array> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** A cell: a text, a number, a date as Excel counts it, or nothing. */
export type TestCell = string | number | { serial: number } | null;

/** A workbook with these sheets, texts shared, dates in style 1. */
export async function workbookOf(
  sheets: Readonly<Record<string, readonly (readonly TestCell[])[]>>,
  extra: { beforeStrings?: string; beforeSheetEnd?: string; hidden?: string } = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const strings: string[] = [];
  const names = Object.keys(sheets);
  const sheetMembers = names.map((name, i) => ({
    name: `xl/worksheets/sheet${i + 1}.xml`,
    text: `${XML}<worksheet><sheetData>${(sheets[name] ?? [])
      .map(
        (row, r) => `<row r="${r + 1}">${row.map((cell, c) => cellXml(cell, r, c, strings)).join('')}</row>`,
      )
      .join('')}${extra.beforeSheetEnd ?? ''}</sheetData></worksheet>`,
  }));
  return zipOf([
    { name: '[Content_Types].xml', text: `${XML}<Types/>` },
    {
      name: 'xl/workbook.xml',
      text: `${XML}<workbook><sheets>${names
        .map((name, i) => {
          const state = name === extra.hidden ? ' state="hidden"' : '';
          return `<sheet name="${escape(name)}" sheetId="${i + 1}"${state} r:id="rId${i + 1}"/>`;
        })
        .join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      text: `${XML}<Relationships>${names
        .map((_, i) => `<Relationship Id="rId${i + 1}" Target="worksheets/sheet${i + 1}.xml"/>`)
        .join('')}</Relationships>`,
    },
    {
      name: 'xl/styles.xml',
      text: `${XML}<styleSheet><numFmts count="1"><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy hh:mm"/></numFmts><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    },
    ...sheetMembers,
    {
      name: 'xl/sharedStrings.xml',
      text: `${XML}${extra.beforeStrings ?? ''}<sst>${strings.map((text) => `<si><t xml:space="preserve">${escape(text)}</t></si>`).join('')}</sst>`,
    },
  ]);
}

function cellXml(cell: TestCell, row: number, column: number, strings: string[]): string {
  const at = `${String.fromCharCode(65 + column)}${row + 1}`;
  if (cell === null) return '';
  if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`;
  if (typeof cell === 'object') return `<c r="${at}" s="1"><v>${cell.serial}</v></c>`;
  return `<c r="${at}" t="s"><v>${strings.push(cell) - 1}</v></c>`;
}
