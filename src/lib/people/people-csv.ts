import * as v from 'valibot';
import { readRows } from '#lib/tabular/read/read-rows.ts';
import { emailText } from '../base/parse-input.ts';
import { tidyDepartment } from './department-name.ts';
import { NAME_MAX } from './people-forms.ts';
import { ROLES, type Role } from './permissions.ts';

/** One person as a list names them. */
export interface ListedPerson {
  row: number;
  name: string;
  email: string;
  department: string;
  roles: Role[];
}

/** A row that was not taken, and why: a catalogue key with what it names. */
export interface RejectedPerson {
  row: number;
  text: string;
  reason: string;
  values: Record<string, string | number>;
}

/** Columns without which nothing is read. */
const NEEDED = ['name', 'email'] as const;
export type NeededColumn = (typeof NEEDED)[number];

const HEADERS: Record<string, 'name' | 'email' | 'department' | 'roles'> = {
  name: 'name',
  'imię i nazwisko': 'name',
  nazwa: 'name',
  email: 'email',
  'e-mail': 'email',
  'adres e-mail': 'email',
  department: 'department',
  dział: 'department',
  roles: 'roles',
  role: 'roles',
};

/** The text of a list: UTF-8 where the bytes are valid UTF-8, otherwise what Polish Excel writes. */
export function decodePeopleCsv(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1250').decode(bytes); // every byte means something in it
  }
}

/**
 * Reads a people list [PE7]. The first row names the columns, in English or Polish, in any order;
 * comma, semicolon or tab between them. Rows are counted from 1 as a spreadsheet shows them.
 */
export function parsePeopleCsv(text: string): {
  people: ListedPerson[];
  rejected: RejectedPerson[];
  missingColumns: NeededColumn[];
} {
  const [header, ...rows] = readRows(text);
  const columns = (header?.cells ?? []).map((cell) => HEADERS[cell.trim().toLowerCase()]);
  const missingColumns = NEEDED.filter((name) => !columns.some((column) => column === name));
  const people: ListedPerson[] = [];
  const rejected: RejectedPerson[] = [];
  if (missingColumns.length > 0) return { people, rejected, missingColumns };

  /** The row in which each address came first. */
  const seen = new Map<string, number>();
  rows.forEach(({ row, cells }) => {
    const cell = (name: string): string =>
      cells[columns.findIndex((column) => column === name)]?.trim() ?? '';
    const reject = (reason: string, values: RejectedPerson['values'] = {}): void =>
      void rejected.push({ row, text: cells.join(', '), reason, values });
    const email = v.safeParse(emailText(), cell('email'));
    if (!cell('name')) return reject('people.import.noName');
    if (!email.success) return reject('people.import.badEmail');
    const firstRow = seen.get(email.output);
    if (firstRow !== undefined) return reject('people.import.twice', { firstRow });
    const words = cell('roles')
      .toLowerCase()
      .split(/[\s,;|/]+/)
      .filter(Boolean);
    const unknown = words.find((word) => !ROLES.some((role) => role === word));
    if (unknown !== undefined)
      return reject('people.import.badRole', { role: unknown, allowed: ROLES.join(', ') });
    if (cell('name').length > NAME_MAX || cell('department').length > NAME_MAX)
      return reject('people.import.tooLong', { limit: NAME_MAX });
    seen.set(email.output, row);
    people.push({
      row,
      name: cell('name'),
      email: email.output,
      department: tidyDepartment(cell('department')),
      roles: ROLES.filter((role) => words.includes(role)),
    });
  });
  return { people, rejected, missingColumns };
}
