import { dayAt } from '../../base/time-zone.ts';
import type { RefusedRow } from '../../base/csv/refused-rows.ts';
import { guessDateFormat, parseDate, type DateOrder } from '#lib/tabular/table/date-text.ts';
import { parseNumber } from '#lib/tabular/table/number-text.ts';
import type { NumberedRow } from '#lib/tabular/read/read-rows.ts';
import type { ContactColumns } from './contact-columns.ts';
import {
  SCALES,
  stepsOf,
  tooSmall,
  type ContactGroup,
  type ContactSums,
  type ContactScale,
} from './contact-sums.ts';
import { nameAgents, type RoundGuest } from './name-agents.ts';

/** What is asked of the rows of a file. */
export interface ContactQuestion {
  columns: ContactColumns;
  /** Null for the first that holds every score. */
  scale: ContactScale | null;
  guests: readonly RoundGuest[];
  /** The agent of each guest, by the guest's id; null takes them by name. */
  agentOf: Readonly<Record<string, string>> | null;
  /** The days (ISO) between which the round was. */
  span: { firstDay: string; lastDay: string };
  smallest: number;
}

/** Why nothing is made of a file: a group is too small, or its scores lie on no scale or on several. */
export type ContactFault =
  | { kind: ContactGroup }
  | { kind: 'nothing' }
  | { kind: 'scale'; row: number; score: string; scale: ContactScale };

/** What came of the rows of a file; names of agents stay in the browser. */
export interface WeighedContacts {
  /** Null where there is a fault. */
  sums: ContactSums | null;
  fault: ContactFault | null;
  scale: ContactScale;
  /** Every agent of the file, by name. */
  agents: readonly string[];
  agentOf: Readonly<Record<string, string>>;
  refused: readonly RefusedRow[];
  /** Contacts that nobody rated, and rated ones of other days. */
  unrated: number;
  outside: number;
}

interface Contact {
  row: number;
  agent: string;
  day: string;
  score: number;
}

/** Makes sums of contacts [SH89]. Agents, days and contacts are dropped here, in the browser. */
export function weighContacts(rows: readonly NumberedRow[], question: ContactQuestion): WeighedContacts {
  const { contacts, refused, unrated, rated } = readContacts(rows, question.columns);
  const agents = [...new Set(contacts.map(({ agent }) => agent))].toSorted((a, b) => a.localeCompare(b));
  const agentOf = question.agentOf ?? Object.fromEntries(nameAgents(question.guests, agents));
  const { firstDay, lastDay } = question.span;
  const within = contacts.filter(({ day }) => day >= firstDay && day <= lastDay);
  const scale = question.scale ?? fittingScale(contacts.map(({ score }) => score));
  const common = { scale, agents, agentOf, refused, unrated, outside: contacts.length - within.length };
  if (within.length === 0) return { ...common, sums: null, fault: { kind: 'nothing' } };
  const off = contacts.find(({ score }) => score < scale.low || score > scale.high);
  const strange = rated.find(({ outOf }) => outOf !== null && outOf !== scale.high);
  if (off || strange) {
    const row = off?.row ?? strange?.row ?? 0;
    const score = off ? String(off.score) : (strange?.written ?? '');
    return { ...common, sums: null, fault: { kind: 'scale', row, score, scale } };
  }
  const sums = sumContacts(within, { scale, guests: question.guests, agentOf });
  const small = tooSmall(sums, question.smallest);
  return small ? { ...common, sums: null, fault: { kind: small } } : { ...common, sums, fault: null };
}

/** The first scale that holds every score; the widest where none does. */
function fittingScale(scores: readonly number[]): ContactScale {
  const [least, most] = scores.reduce(
    ([low, high], score) => [Math.min(low, score), Math.max(high, score)],
    [Infinity, -Infinity],
  );
  const widest = { low: 0, high: 10 };
  return SCALES.find(({ low, high }) => low <= least && most <= high) ?? widest;
}

function sumContacts(
  contacts: readonly Contact[],
  {
    scale,
    guests,
    agentOf,
  }: Pick<ContactQuestion, 'guests'> & { scale: ContactScale; agentOf: Readonly<Record<string, string>> },
): ContactSums {
  /** Who of the guests had a contact, by agent and day. */
  const guestOn = new Map(
    guests.flatMap(({ id, days }) => days.map((day) => [keyOf(agentOf[id] ?? '', day), id] as const)),
  );
  const empty = (): number[] => new Array<number>(stepsOf(scale)).fill(0);
  const counts = { guests: empty(), team: empty() };
  const people = { guests: new Set<string>(), team: new Set<string>() };
  const teamDays = new Set<string>();
  for (const { agent, day, score } of contacts) {
    const guest = guestOn.get(keyOf(agent, day));
    const group = guest === undefined ? 'team' : 'guests';
    counts[group][score - scale.low] = (counts[group][score - scale.low] ?? 0) + 1;
    people[group].add(guest ?? agent);
    if (guest === undefined) teamDays.add(keyOf(agent, day));
  }
  return {
    scale,
    guests: { counts: counts.guests, people: people.guests.size },
    team: { counts: counts.team, people: people.team.size },
    teamDays: teamDays.size,
  };
}

const keyOf = (agent: string, day: string): string => `${day} ${agent}`;

interface Rated {
  row: number;
  written: string;
  value: number;
  /** Of `4/5` the 5. */
  outOf: number | null;
}

function readContacts(
  rows: readonly NumberedRow[],
  columns: ContactColumns,
): { contacts: Contact[]; refused: RefusedRow[]; unrated: number; rated: Rated[] } {
  const cellOf = ({ cells }: NumberedRow, at: number | null): string =>
    at === null ? '' : (cells[at] ?? '').trim();
  const order = guessDateFormat(rows.slice(0, 1000).map((row) => cellOf(row, columns.day)))?.order ?? 'ymd';
  const contacts: Contact[] = [];
  const refused: RefusedRow[] = [];
  const rated: Rated[] = [];
  const seen = new Set<string>();
  const days = new Map<string, string | null>();
  let unrated = 0;
  for (const row of rows) {
    const contact = cellOf(row, columns.contact);
    const agent = cellOf(row, columns.agent);
    const written = cellOf(row, columns.day);
    const score = cellOf(row, columns.score);
    const refuse = (reason: string, values: Record<string, string> = {}): void =>
      void refused.push({ row: row.row, cells: row.cells, fault: { reason, values } });
    if (agent === '') {
      refuse('shifts.report.contacts.noAgent');
      continue;
    }
    let day = days.get(written);
    if (day === undefined) days.set(written, (day = dayIn(written, order)));
    if (day === null) {
      refuse('shifts.report.contacts.badDay', { day: written });
      continue;
    }
    if (contact !== '' && seen.has(contact)) {
      refuse('shifts.report.contacts.twice', { contact });
      continue;
    }
    if (contact !== '') seen.add(contact);
    if (score === '') {
      unrated++;
      continue;
    }
    const read = readScore(score, row.row);
    if (!read) {
      refuse('shifts.report.contacts.badScore', { score });
      continue;
    }
    if (read.outOf !== null) rated.push(read);
    contacts.push({ row: row.row, agent, day, score: read.value });
  }
  return { contacts, refused, unrated, rated };
}

/** The day on the clock of whoever wrote it: `parseDate` reads it as if that clock were Greenwich's. */
function dayIn(written: string, order: DateOrder): string | null {
  const atMs = parseDate(written, order);
  return Number.isNaN(atMs) ? null : dayAt(atMs, 'UTC');
}

/** A whole score, written plainly or as 4/5. */
function readScore(written: string, row: number): Rated | undefined {
  const [, text = '', outOf] = /^([^/]+)(?:\/\s*(\d+))?$/.exec(written) ?? [];
  const value = parseNumber(text.trim(), text.includes(',') ? ',' : '.');
  return Number.isInteger(value)
    ? { row, written, value, outOf: outOf === undefined ? null : Number(outOf) }
    : undefined;
}
