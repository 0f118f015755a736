import { quoteCell } from '#lib/base/csv-cell.ts';
import { dateOfSerial, isDateFormat } from './sheet-dates.ts';
import { attributeOf, elementsIn, elementsOf, tagsIn, unescapeXml } from './xml-pieces.ts';
import { ArchiveRefused, ZipArchive } from './zip-archive.ts';

export interface SheetName {
  name: string;
  path: string;
  isHidden: boolean;
}

export interface SheetReading {
  /** Empty rows stay empty lines, so that lines count as the spreadsheet does. */
  keepsEmptyRows?: boolean;
}

export const MAX_CELLS_A_ROW = 16_384; // Excel's own limit, columns A to XFD
const LINES_A_PART = 4096;
/** From so many cells on, counted at the full width of the sheet, one in a hundred must hold something. */
export const MANY_CELLS = 10_000_000;

/**
 * An Excel workbook (ECMA-376), of which sheets are read as delimited text: values, not formats, and dates in
 * ISO form. Everything after that is the way of any other file. See [SV29].
 */
export class Workbook {
  readonly sheets: readonly SheetName[];
  readonly #archive: ZipArchive;
  readonly #is1904: boolean;
  #strings: string[] | undefined;
  #dateStyles: readonly boolean[] | undefined;

  private constructor(archive: ZipArchive, sheets: readonly SheetName[], is1904: boolean) {
    this.#archive = archive;
    this.sheets = sheets;
    this.#is1904 = is1904;
  }

  /** Opens a workbook; throws ArchiveRefused when it is damaged, dangerous or without a sheet. */
  static async open(file: Blob): Promise<Workbook> {
    const archive = await ZipArchive.open(file);
    const targets = new Map<string, string>();
    for await (const relation of elementsOf(archive.text('xl/_rels/workbook.xml.rels'), 'Relationship')) {
      const target = attributeOf(relation, 'Target') ?? '';
      targets.set(
        attributeOf(relation, 'Id') ?? '',
        target.startsWith('/') ? target.slice(1) : `xl/${target}`,
      );
    }
    const sheets: SheetName[] = [];
    for await (const sheet of elementsOf(archive.text('xl/workbook.xml'), 'sheet')) {
      const path = targets.get(/\s\w+:id="([^"]*)"/.exec(sheet)?.[1] ?? '') ?? '';
      const isHidden = (attributeOf(sheet, 'state') ?? 'visible') !== 'visible';
      if (archive.has(path)) sheets.push({ name: attributeOf(sheet, 'name') ?? path, path, isHidden });
    }
    if (sheets.length === 0) throw new ArchiveRefused('damaged-workbook');
    let is1904 = false;
    for await (const settings of elementsOf(archive.text('xl/workbook.xml'), 'workbookPr')) {
      is1904 = /^(?:1|true)$/.test(attributeOf(settings, 'date1904') ?? '');
    }
    return new Workbook(archive, sheets, is1904);
  }

  /** One sheet as comma-separated text in UTF-8, rows padded to one width; and how many rows it has. */
  async sheetText(sheet: SheetName, reading: SheetReading = {}): Promise<{ text: Blob; rows: number }> {
    this.#strings ??= await this.#readStrings();
    this.#dateStyles ??= await this.#readDateStyles();
    const lines: string[] = [];
    const widths: number[] = [];
    let widest = 1;
    let filled = 0;
    let rows = 0;
    for await (const row of elementsOf(this.#archive.text(sheet.path), 'row')) {
      const cells = this.#cellsOf(row);
      if (cells.every((cell) => cell === '')) continue;
      const number = Number(/^<row[^>]*\sr="(\d{1,7})"/.exec(row)?.[1] ?? 0);
      while (reading.keepsEmptyRows && lines.length + 1 < number) {
        lines.push('');
        widths.push(Infinity); // is not padded
      }
      rows++;
      lines.push(cells.map((cell) => quoteCell(cell, ',')).join(','));
      widths.push(cells.length);
      widest = Math.max(widest, cells.length);
      filled += cells.filter((cell) => cell !== '').length;
      // One cell far to the right widens every row: a small file would fill the memory.
      if (isMostlyEmpty(filled, widest * rows)) throw new ArchiveRefused('suspicious-archive');
    }
    const parts: string[] = [];
    for (let from = 0; from < lines.length; from += LINES_A_PART) {
      const block = lines.slice(from, from + LINES_A_PART);
      parts.push(
        block
          .map((line, i) => line + ','.repeat(Math.max(0, widest - (widths[from + i] ?? widest))) + '\n')
          .join(''),
      );
    }
    return { text: new Blob(parts), rows };
  }

  #cellsOf(row: string): string[] {
    const cells: string[] = [];
    // A cell is `<c r="B2" t="s" s="1"><v>3</v></c>`; one without a value closes itself.
    for (const { tag, content } of elementsIn(row, 'c')) {
      const letters = /\sr="([A-Z]{1,3})\d+"/.exec(tag)?.[1];
      const column = letters === undefined ? cells.length : columnOf(letters);
      if (column >= MAX_CELLS_A_ROW) throw new ArchiveRefused('damaged-workbook');
      while (cells.length < column) cells.push('');
      cells[column] = this.#valueOf(tag, content);
    }
    return cells;
  }

  #valueOf(tag: string, content: string): string {
    if (content === '') return '';
    const type = /\st="(\w+)"/.exec(tag)?.[1] ?? 'n';
    if (type === 'inlineStr') return richText(content);
    const [value] = elementsIn(content, 'v');
    const raw = value?.content ?? '';
    if (type === 's') return this.#strings?.[Number(raw)] ?? '';
    if (type === 'b') return raw === '1' ? 'TRUE' : raw === '' ? '' : 'FALSE';
    if (type !== 'n') return unescapeXml(raw);
    if (raw === '') return '';
    const number = Number(raw);
    if (this.#dateStyles?.[Number(/\ss="(\d+)"/.exec(tag)?.[1] ?? 0)])
      return dateOfSerial(number, this.#is1904) || raw;
    // Ids that Excel rounded keep the form that shows it; 0.30000000000000004 does not.
    return Math.abs(number) >= 1e15 || !Number.isFinite(number) ? raw : String(number);
  }

  async #readStrings(): Promise<string[]> {
    const path = 'xl/sharedStrings.xml';
    const strings: string[] = [];
    if (!this.#archive.has(path)) return strings;
    for await (const item of elementsOf(this.#archive.text(path), 'si')) strings.push(richText(item));
    return strings;
  }

  /** Which cell styles show a date. */
  async #readDateStyles(): Promise<boolean[]> {
    const path = 'xl/styles.xml';
    if (!this.#archive.has(path)) return [];
    let source = '';
    for await (const piece of this.#archive.text(path)) source += piece;
    const codes = new Map<number, string>();
    for (const format of tagsIn(source, 'numFmt')) {
      codes.set(Number(attributeOf(format, 'numFmtId')), attributeOf(format, 'formatCode') ?? '');
    }
    const known = new Map<number, boolean>();
    const [formats] = elementsIn(source, 'cellXfs');
    return [...tagsIn(formats?.content ?? '', 'xf')].map((format) => {
      const id = Number(attributeOf(format, 'numFmtId') ?? 0);
      const isDate = known.get(id) ?? isDateFormat(id, codes.get(id));
      known.set(id, isDate);
      return isDate;
    });
  }
}

/** The runs of a text, without the reading aids of Japanese. */
function richText(element: string): string {
  let plain = '';
  let at = 0;
  for (const { start, end } of elementsIn(element, 'rPh')) {
    plain += element.slice(at, start);
    at = end;
  }
  plain += element.slice(at);
  let text = '';
  for (const { content } of elementsIn(plain, 't')) text += content;
  return unescapeXml(text);
}

/** Whether a sheet of so many cells, counted at its full width, holds next to nothing. */
export function isMostlyEmpty(filled: number, all: number): boolean {
  return all > MANY_CELLS && filled * 100 < all;
}

/** `A` is 0, `AA` is 26. */
function columnOf(letters: string): number {
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}
