import { foldText } from '../../base/words/fold-text.ts';

/** What a column of a list can hold. A name comes whole, whole with the surname first, or in two columns. */
export const LIST_FIELDS = [
  'name',
  'surnameFirst',
  'firstName',
  'lastName',
  'email',
  'department',
  'roles',
  'level',
  'manager',
  'employedUntil',
  /** Why a row was refused before: the file of refused rows comes back with it. */
  'reason',
] as const;
export type ListField = (typeof LIST_FIELDS)[number];

/** Without these nothing is read. */
export const NEEDED_COLUMNS = ['name', 'email'] as const;
export type NeededColumn = (typeof NEEDED_COLUMNS)[number];

/** Headings as `foldText` leaves them, in both languages. */
const HEADINGS: Readonly<Record<ListField, readonly string[]>> = {
  name: ['name', 'full name', 'employee', 'employee name', 'person'].concat([
    'imie i nazwisko',
    'imie nazwisko',
    'nazwa',
    'osoba',
    'pracownik',
  ]),
  surnameFirst: ['nazwisko i imie', 'nazwisko imie', 'last name first name', 'surname and name'],
  firstName: ['first name', 'firstname', 'given name', 'forename', 'imie', 'imiona'],
  lastName: ['last name', 'lastname', 'family name', 'surname', 'nazwisko'],
  email: ['e mail', 'email', 'mail', 'e mail address', 'email address', 'mail address', 'work email']
    .concat(['adres e mail', 'adres email', 'adres mail', 'adres mailowy', 'poczta', 'poczta elektroniczna'])
    .concat(['e mail sluzbowy', 'email sluzbowy', 'mail sluzbowy', 'sluzbowy e mail']),
  department: ['department', 'dept', 'team', 'unit', 'dzial', 'nazwa dzialu', 'departament', 'pion'].concat([
    'zespol',
    'wydzial',
    'jednostka',
    'jednostka organizacyjna',
    'komorka organizacyjna',
  ]),
  roles: ['role', 'roles', 'rola', 'role w systemie', 'rola w systemie', 'uprawnienia'],
  level: ['level', 'poziom', 'szczebel', 'poziom stanowiska'],
  manager: ['manager', 'line manager', 'supervisor', 'reports to', 'manager e mail', 'manager email']
    .concat(['line manager e mail', 'line manager email', 'e mail of the manager', 'supervisor email'])
    .concat(['przelozony', 'przelozona', 'bezposredni przelozony', 'przelozony e mail', 'przelozony email'])
    .concat(['przelozony mail', 'e mail przelozonego', 'email przelozonego', 'mail przelozonego'])
    .concat(['adres e mail przelozonego', 'adres email przelozonego', 'menedzer', 'kierownik']),
  employedUntil: ['employed until', 'employment end', 'end date', 'end of contract', 'contract end', 'until']
    .concat(['data zatrudnienia do', 'zatrudnienie do', 'zatrudniony do', 'zatrudniona do', 'umowa do'])
    .concat(['koniec umowy', 'data konca umowy', 'koniec zatrudnienia', 'data zakonczenia'])
    .concat(['data zakonczenia umowy', 'data zakonczenia zatrudnienia', 'data zatrudnienia do dnia']),
  reason: ['why it was refused', 'powod odrzucenia'],
};

const FIELD_OF = new Map(LIST_FIELDS.flatMap((field) => HEADINGS[field].map((text) => [text, field])));

/** The columns of a list as its headings name them. */
export interface PeopleColumns {
  /** Where each field stands. */
  at: ReadonlyMap<ListField, number>;
  /** Headings that say nothing to us; what stands below them is left. */
  unknown: readonly string[];
  missing: readonly NeededColumn[];
}

/** Reads a row of headings [PE29]. Of two columns of one kind the first counts, and the second is named. */
export function readColumns(headings: readonly string[]): PeopleColumns {
  const at = new Map<ListField, number>();
  const unknown: string[] = [];
  headings.forEach((heading, index) => {
    const field = FIELD_OF.get(foldText(heading));
    if (field !== undefined && !at.has(field)) at.set(field, index);
    else if (heading.trim() !== '') unknown.push(heading.trim());
  });
  const hasName = at.has('name') || at.has('surnameFirst') || (at.has('firstName') && at.has('lastName'));
  const has = { name: hasName, email: at.has('email') };
  return { at, unknown, missing: NEEDED_COLUMNS.filter((column) => !has[column]) };
}
