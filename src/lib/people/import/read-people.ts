import * as v from 'valibot';
import { unguardFormula } from '../../base/csv-cell.ts';
import type { RowFault } from '#lib/base/csv/refused-rows.ts';
import { foldText } from '../../base/words/fold-text.ts';
import { readDay } from '../../base/read-day.ts';
import { readRows } from '#lib/tabular/read/read-rows.ts';
import { DepartmentForm, NAME_MAX, PersonForm } from '../people-forms.ts';
import { readColumns, type ListField, type PeopleColumns } from './people-columns.ts';
import { readLevel, readRoles } from './person-words.ts';

/** One person as a list names them: what a form would have taken, with department and manager in words. */
export interface ListedPerson extends Omit<PersonForm, 'departmentId' | 'managerId'> {
  department: string;
  /** An e-mail, or a name; empty for none. */
  manager: string;
}

/** One row of a list, counted from 1 as a spreadsheet shows it. */
export type ListRow = { row: number; cells: readonly string[] } & (
  { person: ListedPerson; fault?: undefined } | { fault: RowFault; person?: undefined }
);

export interface PeopleList {
  headings: readonly string[];
  columns: PeopleColumns;
  /** Every row below the headings but the empty ones. */
  rows: readonly ListRow[];
}

/** Titles and remarks that stand above the headings: no more rows are looked through for them. */
const ROWS_ABOVE = 15;

/** Reads a list of people [PE29]. `today` (ISO) is for days without a year. */
export function readPeople(text: string, today: string): PeopleList {
  const all = readRows(text);
  const candidates = all.slice(0, ROWS_ABOVE).map(({ cells }) => readColumns(cells));
  const whole = candidates.findIndex(({ missing }) => missing.length === 0);
  const mostAt = Math.max(0, ...candidates.map(({ at }) => at.size));
  const index = whole >= 0 ? whole : candidates.findIndex(({ at }) => at.size === mostAt);
  const columns = candidates[index] ?? readColumns([]);
  const headings = all[index]?.cells ?? [];
  if (columns.missing.length > 0) return { headings, columns, rows: [] };
  return {
    headings,
    columns,
    rows: all
      .slice(index + 1)
      // Lists that were glued together say their headings again.
      .filter(({ cells }) => !isSameRow(cells, headings))
      .map(({ row, cells }) => ({ row, cells, ...readPerson(columns, cells, today) })),
  };
}

function isSameRow(cells: readonly string[], headings: readonly string[]): boolean {
  return headings.every((heading, index) => foldText(heading) === foldText(cells[index] ?? ''));
}

function readPerson(
  { at }: PeopleColumns,
  cells: readonly string[],
  today: string,
): { person: ListedPerson } | { fault: RowFault } {
  const cell = (field: ListField): string => {
    const index = at.get(field);
    return index === undefined ? '' : unguardFormula(cells[index] ?? '').trim();
  };
  const person = v.safeParse(PersonForm, {
    name: nameOf(cell),
    email: cell('email'),
    roles: readRoles(cell('roles')).filter((role) => role !== 'employee'), // everybody is one [PE1]
    level: readLevel(cell('level')),
    employedUntil: readEnd(cell('employedUntil'), today),
  });
  if (!person.success) return { fault: faultOf(person.issues[0], cell) };
  const department = cell('department');
  const named = v.safeParse(DepartmentForm, { name: department });
  if (department !== '' && !named.success) return { fault: tooLong('people.import.departmentTooLong') };
  const { name, email, roles, level, employedUntil } = person.output;
  const manager = cell('manager');
  return {
    person: {
      name,
      email,
      roles,
      level,
      employedUntil,
      department: named.success ? named.output.name : '',
      manager,
    },
  };
}

function nameOf(cell: (field: ListField) => string): string {
  const [surname = '', ...first] = cell('surnameFirst').split(/\s+/);
  const wholes = [
    cell('name'),
    `${first.join(' ')} ${surname}`.trim(),
    `${cell('firstName')} ${cell('lastName')}`.trim(),
  ];
  return wholes.find((name) => name !== '') ?? '';
}

const NO_END = ['', 'indefinite', 'permanent', 'none', 'bezterminowo', 'czas nieokreslony', 'brak'];

/** The day in a cell as a form would send it; what is no day stays as it was written. */
function readEnd(text: string, today: string): string {
  if (NO_END.includes(foldText(text))) return '';
  const read = readDay(text, { today, leans: 'ahead' });
  return 'day' in read ? read.day : text;
}

/** What is wrong with a person, in the words of a list. */
function faultOf(issue: v.InferIssue<typeof PersonForm>, cell: (field: ListField) => string): RowFault {
  const written = String(issue.input);
  switch (v.getDotPath(issue)?.split('.')[0]) {
    case 'name':
      return issue.message === 'form.tooLong'
        ? tooLong('people.import.nameTooLong')
        : { reason: 'people.import.noName', values: {} };
    case 'email':
      return { reason: 'people.import.badEmail', values: {} };
    case 'roles':
      return { reason: 'people.import.badRole', values: { role: written } };
    case 'level':
      return { reason: 'people.import.badLevel', values: { level: cell('level') } };
    default:
      return { reason: 'people.import.badDay', values: { day: cell('employedUntil') } };
  }
}

function tooLong(reason: string): RowFault {
  return { reason, values: { limit: NAME_MAX } };
}
