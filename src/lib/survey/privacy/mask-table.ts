import {
  ByteDictionary,
  type Dictionary,
  PatchedDictionary,
  TextDictionary,
} from '#lib/tabular/table/dictionary.ts';
import {
  mayHoldPersonalData,
  maskPersonalData,
  noPersonalData,
  PERSONAL_KINDS,
  type PersonalCounts,
} from '#lib/tabular/privacy/personal-data.ts';
import { isPersonalHeading } from './personal-heading.ts';
import type { ColumnRole, SurveyColumn, SurveyTable } from '#lib/tabular/table/table.ts';

/** What becomes of the personal data of a column: nothing, taken out of the texts, or not stored at all. */
export const TREATMENTS = ['keep', 'mask', 'drop'] as const;
export type Treatment = (typeof TREATMENTS)[number];

/** Treatments by column index; a column that is not named has its texts masked. */
export type Treatments = ReadonlyMap<number, Treatment>;

/** What was found in one column. */
export interface PersonalColumn {
  index: number;
  name: string;
  /** Pieces by kind, and the rows that hold at least one. */
  found: PersonalCounts;
  rows: number;
  /** A few answers as they read once masked. */
  examples: readonly string[];
}

/** What masking took out. */
export interface MaskedTable {
  table: SurveyTable;
  /** Per kind, counted in rows. */
  found: PersonalCounts;
  /** The columns in which something was found, kept ones included. */
  columns: readonly PersonalColumn[];
}

/** Numbers that were asked for are not personal data; an id of eleven digits is, when most are PESELs. */
const NEVER_TEXT: readonly ColumnRole[] = ['nps', 'csat', 'ces', 'rating', 'weight', 'date'];
const NUMBERS: readonly ColumnRole[] = ['id', 'number'];
const NUMBER_SAMPLE = 200;
const EXAMPLES = 3;
const EXAMPLE_LETTERS = 120;
const NO_TREATMENTS: Treatments = new Map([]);

/**
 * Masks personal data in every column that can hold any, columns to be left out included: what was found in
 * them is counted. Pure, so that it can be run again on a wave of last year with today's detectors. To be run
 * before a table is stored or sent. See [SV22], [SV33].
 */
export function maskTable(table: SurveyTable, treatments: Treatments = NO_TREATMENTS): MaskedTable {
  const total = noPersonalData();
  const found: PersonalColumn[] = [];
  const columns = table.columns.map((column): SurveyColumn => {
    const treatment = treatments.get(column.index);
    const headings = {
      name: maskPersonalData(column.name).text,
      label: maskPersonalData(column.label).text,
    };
    if (treatment === 'mask' && (isPersonalHeading(column.name) || isPersonalHeading(column.label))) {
      return { ...column, ...headings, ...wholeMasked(column) };
    }
    if (!needsMasking(column, treatment)) {
      return treatment === 'drop' ? { ...column, ...headings, role: 'ignore' } : { ...column, ...headings };
    }
    const { dictionary, personal } = maskColumn(column);
    if (personal) {
      found.push(personal);
      if (treatment !== 'keep') addTo(total, personal.found);
    }
    if (treatment === 'keep') return { ...column, ...headings };
    return { ...column, ...headings, dictionary, role: treatment === 'drop' ? 'ignore' : column.role };
  });
  return { table: { ...table, columns }, found: total, columns: found };
}

/** In a column of names no pattern helps: every answer is replaced. */
function wholeMasked({ codes }: SurveyColumn): Pick<SurveyColumn, 'codes' | 'dictionary'> {
  return { codes: codes.map((code) => (code === 0 ? 0 : 1)), dictionary: new TextDictionary(['', '[•••]']) };
}

function needsMasking(column: SurveyColumn, treatment: Treatment | undefined): boolean {
  if (treatment === 'mask') return true;
  if (NEVER_TEXT.includes(column.role)) return false;
  if (!NUMBERS.includes(column.role)) return true;
  const { dictionary } = column;
  const step = Math.max(1, Math.floor(dictionary.size / NUMBER_SAMPLE));
  let seen = 0;
  let personal = 0;
  for (let code = 1; code < dictionary.size; code += step) {
    seen++;
    const text = dictionary.textAt(code);
    if (text.includes('@') || maskPersonalData(text).found.pesel > 0) personal++;
  }
  return personal > seen / 2;
}

function maskColumn(column: SurveyColumn): { dictionary: Dictionary; personal?: PersonalColumn } {
  const { dictionary } = column;
  const patches = new Map<number, string>();
  const perEntry: (PersonalCounts | undefined)[] = [];
  for (let code = 1; code < dictionary.size; code++) {
    if (!mayHold(dictionary, code)) continue;
    const text = dictionary.textAt(code);
    if (!mayHoldPersonalData(text)) continue;
    const masked = maskPersonalData(text);
    if (masked.text === text) continue;
    patches.set(code, masked.text);
    perEntry[code] = masked.found;
  }
  if (patches.size === 0) return { dictionary };
  const found = noPersonalData();
  let rows = 0;
  for (const code of column.codes) {
    if (!perEntry[code]) continue;
    rows++;
    addTo(found, perEntry[code]);
  }
  const examples = [...new Set(patches.values())].slice(0, EXAMPLES).map(shortened);
  return {
    dictionary: new PatchedDictionary(dictionary, patches),
    personal: { index: column.index, name: maskPersonalData(column.name).text, found, rows, examples },
  };
}

/** A long comment is shown around its mask. */
function shortened(text: string): string {
  if (text.length <= EXAMPLE_LETTERS) return text;
  const from = Math.max(0, text.indexOf('[') - EXAMPLE_LETTERS / 2);
  return `${from > 0 ? '…' : ''}${text.slice(from, from + EXAMPLE_LETTERS)}…`;
}

/** The same first question as for texts, asked of bytes: no string is made for most comments. */
function mayHold(dictionary: Dictionary, code: number): boolean {
  if (!(dictionary instanceof ByteDictionary)) return true;
  const { bytes, offsets } = dictionary;
  const end = offsets[code + 1] ?? 0;
  let digits = 0;
  for (let at = offsets[code] ?? 0; at < end; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === 0x40) return true;
    if (byte >= 0x30 && byte <= 0x39 && ++digits >= 7) return true;
  }
  return false;
}

function addTo(total: PersonalCounts, more: PersonalCounts | undefined): void {
  if (!more) return;
  for (const kind of PERSONAL_KINDS) total[kind] += more[kind];
}
