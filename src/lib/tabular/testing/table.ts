import { ByteDictionary } from '../table/dictionary.ts';
import { readPassport, type PassportOverrides } from '../file/passport.ts';
import { TableReader, type TableRead } from '../read/read-table.ts';
import type { SurveyColumn } from '../table/table.ts';

/** Reads a small file given as text, for tests. Refusals throw their code. */
export function readText(text: string, overrides: PassportOverrides = {}): TableRead {
  const bytes = new TextEncoder().encode(text);
  const result = readPassport(bytes, true, overrides);
  if (!result.ok) throw new Error(result.issue.code);
  const reader = new TableReader(result.passport);
  reader.push(bytes);
  return reader.finish();
}

/** One column from ready answers, for tests; what is left out is a plain category. */
export function columnOf(answers: readonly string[], parts: Partial<SurveyColumn> = {}): SurveyColumn {
  const distinct = ['', ...new Set(answers.filter((answer) => answer !== ''))];
  const encoded = distinct.map((answer) => new TextEncoder().encode(answer));
  const offsets = new Int32Array(distinct.length + 1);
  encoded.forEach(({ length }, i) => (offsets[i + 1] = (offsets[i] ?? 0) + length));
  const bytes = new Uint8Array(offsets[distinct.length] ?? 0);
  encoded.forEach((part, i) => bytes.set(part, offsets[i]));
  return {
    index: 0,
    name: 'column',
    label: 'column',
    role: 'category',
    scale: undefined,
    naCodes: [],
    codes: Int32Array.from(answers, (answer) => distinct.indexOf(answer)),
    dictionary: new ByteDictionary(bytes, offsets, 'utf-8', false),
    ...parts,
  };
}
