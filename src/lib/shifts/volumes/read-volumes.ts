import { readRows } from '#lib/tabular/read/read-rows.ts';
import { unguardFormula } from '../../base/csv-cell.ts';
import { readDay } from '../../base/read-day.ts';
import { foldText } from '../../base/words/fold-text.ts';
import { SCOPES, type Scope } from '../shift.ts';
import { HOURS, WEEKDAYS, type VolumeCounts, type VolumeScope } from './volume.ts';

/** What a column of a list of contacts holds. */
export const VOLUME_FIELDS = ['moment', 'count', 'scope', 'leave'] as const;
export type VolumeField = (typeof VOLUME_FIELDS)[number];

/** Headings as `foldText` leaves them, in both languages. */
const HEADINGS: Readonly<Record<Exclude<VolumeField, 'leave'>, readonly string[]>> = {
  moment: [
    ...['date time', 'datetime', 'timestamp', 'created', 'created at', 'started', 'start', 'date', 'time'],
    ...['data i godzina', 'data godzina', 'data', 'czas', 'utworzono', 'poczatek', 'rozpoczecie'],
  ],
  count: [
    'count',
    'contacts',
    'number',
    'volume',
    'calls',
    'liczba',
    'kontakty',
    'liczba kontaktow',
    'ilosc',
  ],
  scope: ['channel', 'scope', 'source', 'kanal', 'zakres', 'zrodlo', 'typ'],
};

const SCOPE_WORDS: Readonly<Record<Scope, readonly string[]>> = {
  phone: ['phone', 'telephone', 'call', 'voice', 'telefon', 'rozmowa', 'infolinia'],
  chat: ['chat', 'czat'],
  messenger: ['messenger', 'facebook'],
  tickets: ['ticket', 'tickets', 'e mail', 'email', 'mail', 'zgloszenie', 'zgloszenia'],
};

/** Which columns a row of headings has; the first of several that could be one is taken. */
export function guessVolumeFields(headings: readonly string[]): VolumeField[] {
  const taken = new Set<VolumeField>();
  return headings.map((heading) => {
    const folded = foldText(heading);
    const field = (['moment', 'count', 'scope'] as const).find((one) => HEADINGS[one].includes(folded));
    if (field === undefined || taken.has(field)) return 'leave';
    taken.add(field);
    return field;
  });
}

/** A list of contacts, counted. */
export interface ReadVolumes {
  headings: string[];
  fields: VolumeField[];
  counts: VolumeCounts;
  /** ISO; empty where nothing was counted. */
  firstDay: string;
  lastDay: string;
  contacts: number;
  /** Rows that were not counted, and the first of them as a spreadsheet numbers it. */
  refused: number;
  firstRefused: number | null;
}

/**
 * Counts contacts by scope, weekday and hour of the organisation's clock [SH99]: a row is one contact, or as many as a
 * column says. A moment with a zone of its own is taken to that clock; one that the clock never showed is refused.
 */
export function readVolumes(
  text: string,
  { timeZone, today, chosen }: { timeZone: string; today: string; chosen?: readonly VolumeField[] },
): ReadVolumes {
  const [head, ...below] = readRows(text);
  const headings = head?.cells ?? [];
  const fields = headings.map((_, at) => chosen?.[at] ?? guessVolumeFields(headings)[at] ?? 'leave');
  const place = (field: VolumeField): number => fields.indexOf(field);
  const grids = new Map<VolumeScope, number[][]>();
  const read: ReadVolumes = {
    ...{ headings, fields, counts: [], firstDay: '', lastDay: '', contacts: 0 },
    ...{ refused: 0, firstRefused: null },
  };
  for (const { row, cells } of below) {
    const cell = (field: VolumeField): string => unguardFormula(cells[place(field)] ?? '').trim();
    const at = place('moment') < 0 ? null : readMoment(cell('moment'), { timeZone, today });
    const n = place('count') < 0 ? 1 : readCount(cell('count'));
    if (at === null || n === null) {
      read.refused += 1;
      read.firstRefused ??= row;
      continue;
    }
    const day = at.toPlainDate().toString();
    if (read.firstDay === '' || day < read.firstDay) read.firstDay = day;
    if (day > read.lastDay) read.lastDay = day;
    read.contacts += n;
    const scope = scopeOf(cell('scope'));
    const grid = grids.get(scope) ?? emptyGrid();
    grids.set(scope, grid);
    const hours = grid[at.dayOfWeek - 1];
    if (hours) hours[at.hour] = (hours[at.hour] ?? 0) + n;
  }
  read.counts = [...grids].map(([scope, grid]) => ({ scope, grid }));
  return read;
}

function emptyGrid(): number[][] {
  return Array.from({ length: WEEKDAYS }, () => Array.from({ length: HOURS }, () => 0));
}

function readCount(text: string): number | null {
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}

function scopeOf(text: string): VolumeScope {
  const folded = foldText(text);
  return SCOPES.find((scope) => scope === folded || SCOPE_WORDS[scope].includes(folded)) ?? '';
}

const WITH_ZONE = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/i;
const DAY_AND_TIME = /^(.+?)[T,\s]+(\d{1,2}):(\d{2})(?::\d{2}(?:[.,]\d+)?)?$/;

function readMoment(
  text: string,
  { timeZone, today }: { timeZone: string; today: string },
): Temporal.PlainDateTime | null {
  if (WITH_ZONE.test(text)) {
    try {
      return Temporal.Instant.from(text).toZonedDateTimeISO(timeZone).toPlainDateTime();
    } catch {
      return null; // such as the 30th of February
    }
  }
  const [, written = '', hour = '', minute = ''] = DAY_AND_TIME.exec(text) ?? [];
  const read = written === '' ? null : readDay(written, { today, leans: 'back' });
  if (read === null || !('day' in read) || Number(hour) >= HOURS || Number(minute) > 59) return null;
  const wall = Temporal.PlainDate.from(read.day).toPlainDateTime({
    ...{ hour: Number(hour), minute: Number(minute) },
  });
  // On the night on which the clock is put on it never shows one hour.
  return wall.toZonedDateTime(timeZone).toPlainDateTime().equals(wall) ? wall : null;
}
