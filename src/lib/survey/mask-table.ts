import { ByteDictionary, type Dictionary, PatchedDictionary } from './dictionary.ts';
import {
  mayHoldPersonalData,
  maskPersonalData,
  noPersonalData,
  PERSONAL_KINDS,
  type PersonalCounts,
} from './personal-data.ts';
import type { ColumnRole, SurveyColumn, SurveyTable } from './table.ts';

/** What masking took out. */
export interface MaskedTable {
  table: SurveyTable;
  /** Per kind, counted in rows. */
  found: PersonalCounts;
  /** Names of the columns in which something was masked. */
  columns: readonly string[];
}

/** Numbers that were asked for are not personal data; an id of eleven digits is, when most are PESELs. */
const NEVER_TEXT: readonly ColumnRole[] = ['nps', 'csat', 'ces', 'rating', 'weight', 'date'];
const NUMBERS: readonly ColumnRole[] = ['id', 'number'];
const NUMBER_SAMPLE = 200;

/**
 * Masks personal data in every column that can hold any; columns with the role `ignore` are left as they
 * are, since they are not kept. To be run before a table is stored or sent. See [SV22].
 */
export function maskTable(table: SurveyTable): MaskedTable {
  const found = noPersonalData();
  const names: string[] = [];
  const columns = table.columns.map((column) => {
    const masked = needsMasking(column) ? maskColumn(column, found) : column;
    if (masked !== column) names.push(column.name);
    return {
      ...masked,
      name: maskPersonalData(masked.name).text,
      label: maskPersonalData(masked.label).text,
    };
  });
  return { table: { ...table, columns }, found, columns: names };
}

function needsMasking(column: SurveyColumn): boolean {
  if (column.role === 'ignore' || NEVER_TEXT.includes(column.role)) return false;
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

function maskColumn(column: SurveyColumn, found: PersonalCounts): SurveyColumn {
  const { dictionary } = column;
  const patches = new Map<number, string>();
  const perEntry: PersonalCounts[] = [];
  for (let code = 1; code < dictionary.size; code++) {
    if (!mayHold(dictionary, code)) continue;
    const text = dictionary.textAt(code);
    if (!mayHoldPersonalData(text)) continue;
    const masked = maskPersonalData(text);
    if (masked.text === text) continue;
    patches.set(code, masked.text);
    perEntry[code] = masked.found;
  }
  if (patches.size === 0) return column;
  for (const code of column.codes) addTo(found, perEntry[code]);
  return { ...column, dictionary: new PatchedDictionary(dictionary, patches) };
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
