import { type KeyedHash, type MarkedRows, markRows, marksWithAnotherAnswer } from './row-marks.ts';
import { hasAnswered, type RenewedAnswer, type ShownVersion } from './shown-version.ts';
import type { SurveyTable } from '#lib/tabular/table/table.ts';

/** Who the rows of a new version are. */
export interface Recognised {
  /** Of every row its person: a number, the same in every version. */
  person: Uint32Array;
  /** Rows whose answer to one question is another one than their person gave before. */
  renewed: readonly RenewedAnswer[];
}

/** Answers tried for finding corrected rows: beyond, a file is another one, not a corrected one. */
const MOST_TRIES = 20_000_000;

/**
 * Recognises the people of earlier versions in a table, those of the newest first: by all their answers;
 * those that are left by the answers behind figures, so that categories that were masked make nobody
 * somebody else; and then by all answers but one, which was corrected. Everybody else is new. Undefined
 * when the table lacks a column by which the rows of an earlier version are recognised.
 */
export function recognisePeople(
  earlier: readonly ShownVersion[],
  table: SurveyTable,
  keyed: KeyedHash,
): Recognised | undefined {
  const person = new Uint32Array(table.rowCount);
  const taken = new Set<number>();
  const renewed: RenewedAnswer[] = [];
  const recognise = (row: number, of: number): void => {
    person[row] = of;
    taken.add(of);
  };
  for (const version of earlier.toReversed()) {
    const whole = markRows(table, version.columns.whole, keyed);
    const core = markRows(table, version.columns.core, keyed);
    if (!core) return undefined;
    for (const [marks, rows] of [
      [version.whole, whole],
      [version.core, core],
    ] as const) {
      if (rows) matchRows(marks, version, rows, { person, taken, recognise });
    }
    for (const [marks, rows] of [
      [version.whole, whole],
      [version.core, core],
    ] as const) {
      if (rows) renewed.push(...matchCorrected(marks, version, rows, { person, taken, recognise }));
    }
  }
  let last = earlier.reduce((most, version) => version.person.reduce((a, b) => Math.max(a, b), most), 0);
  for (let row = 0; row < person.length; row++) if (person[row] === 0) person[row] = ++last;
  return { person, renewed };
}

interface Recognising {
  person: Uint32Array;
  taken: ReadonlySet<number>;
  recognise: (row: number, of: number) => void;
}

/** The people of an earlier version whom no row has yet, by their marks. */
function freePeople(
  marks: Float64Array,
  version: ShownVersion,
  taken: ReadonlySet<number>,
): Map<number, number[]> {
  const free = new Map<number, number[]>();
  for (let row = marks.length - 1; row >= 0; row--) {
    const of = version.person[row] ?? 0;
    if (taken.has(of)) continue;
    const same = free.get(marks[row] ?? NaN);
    if (same) same.push(of);
    else free.set(marks[row] ?? NaN, [of]);
  }
  return free;
}

function matchRows(
  marks: Float64Array,
  version: ShownVersion,
  rows: MarkedRows,
  { person, taken, recognise }: Recognising,
): void {
  const free = freePeople(marks, version, taken);
  rows.marks.forEach((mark, row) => {
    const of = person[row] === 0 ? free.get(mark)?.pop() : undefined;
    if (of !== undefined) recognise(row, of);
  });
}

/** Rows that differ from somebody's in one answer. */
function matchCorrected(
  marks: Float64Array,
  version: ShownVersion,
  rows: MarkedRows,
  { person, taken, recognise }: Recognising,
): RenewedAnswer[] {
  const free = freePeople(marks, version, taken);
  const found: RenewedAnswer[] = [];
  let tries = 0;
  for (let row = 0; row < person.length && free.size > 0 && tries < MOST_TRIES; row++) {
    if (person[row] !== 0) continue;
    for (const { mark, key, before, now } of marksWithAnotherAnswer(rows, row)) {
      tries++;
      const of = free.get(mark)?.pop();
      if (of === undefined) continue;
      recognise(row, of);
      found.push([of, key, before, now]);
      break;
    }
  }
  return found;
}

/** A question of all versions: the smallest groups of people that are in the same groups of every version. */
export interface JoinedQuestion {
  /** People in each atom. */
  atoms: readonly number[];
  /** Of each version, the newest last, the atoms of each of the groups that were asked for. */
  groups: readonly (readonly (readonly number[])[])[];
  /** 1 for atoms of people whose row is not in the newest version. */
  gone: Uint8Array;
}

/** What of a version counts for a question. */
export interface QuestionPart {
  version: ShownVersion;
  /** The keyed hash of the question's column. */
  key: string;
  /** The bit of the question; undefined where nothing of it was shown. */
  bit: number | undefined;
  groups: readonly number[];
}

/** The atoms of one question, the newest version last. Only rows that answered it count. */
export function joinQuestion(parts: readonly QuestionPart[]): JoinedQuestion {
  const lists = parts.map(({ version, groups }) => listsOf(version, groups));
  const { states, count } = statesOfPeople(parts, lists);
  const combined = new Uint32Array(count);
  /** Of each atom its place in the lists of every version, from 1; 0 where it is not in the version. */
  let atoms: (readonly number[])[] = [[]];
  states.forEach((state, v) => {
    const width = (lists[v]?.lists.length ?? 0) + 1;
    const known = new Map<number, number>();
    const next: (readonly number[])[] = [];
    for (let person = 0; person < count; person++) {
      const before = combined[person] ?? 0;
      const place = state[person] ?? 0;
      let atom = known.get(before * width + place);
      if (atom === undefined) {
        atom = next.push([...(atoms[before] ?? []), place]) - 1;
        known.set(before * width + place, atom);
      }
      combined[person] = atom;
    }
    atoms = next;
  });
  const counts = new Float64Array(atoms.length);
  for (const atom of combined) counts[atom] = (counts[atom] ?? 0) + 1;
  // The order is its own, so that questions that the same people answered give the same system. Nobody
  // of an atom without a group is in any figure.
  const kept = atoms
    .map((places, atom) => ({
      key: places.join(),
      people: counts[atom] ?? 0,
      groups: places.map((place, v) => lists[v]?.lists[place - 1]),
    }))
    .filter(({ groups }) => groups.some((list) => list && list.length > 0))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  return {
    atoms: kept.map(({ people }) => people),
    groups: parts.map(({ groups }, v) =>
      groups.map((group) => kept.flatMap((atom, i) => (atom.groups[v]?.includes(group) ? [i] : []))),
    ),
    gone: Uint8Array.from(kept, ({ groups }) => Number(groups.at(-1) === undefined)),
  };
}

/** Of each version, the place in its lists of every person with one answer; somebody with two answers is two. */
function statesOfPeople(
  parts: readonly QuestionPart[],
  lists: readonly { placeOf: readonly number[] }[],
): { states: readonly Uint32Array[]; count: number } {
  const renewals = parts.map(({ version, key }) => version.renewed.filter(([, column]) => column === key));
  // Somebody who goes back to an answer is again who they were with it.
  const answers = new Map(
    renewals
      .flat()
      .toReversed()
      .map(([person, , before]) => [person, before]),
  );
  const last = parts.reduce((most, { version }) => version.person.reduce((a, b) => Math.max(a, b), most), 0);
  const others = new Map<string, number>();
  const count = last + 1 + renewals.flat().length * 2;
  const states = parts.map(({ version, bit }, v) => {
    for (const [person, , , now] of renewals[v] ?? []) answers.set(person, now);
    const state = new Uint32Array(count);
    if (bit === undefined) return state;
    const { person, membership } = version;
    for (let row = 0; row < person.length; row++) {
      if (!hasAnswered(version, row, bit)) continue;
      let of = person[row] ?? 0;
      const answer = answers.get(of);
      if (answer !== undefined) {
        const name = `${of} ${answer}`;
        of = others.get(name) ?? last + 1 + others.size;
        others.set(name, of);
      }
      state[of] = (lists[v]?.placeOf[membership[row] ?? 0] ?? 0) + 1;
    }
    return state;
  });
  return { states, count };
}

/** The lists of the groups that count, and which of them every membership of the version has. */
function listsOf(
  version: ShownVersion,
  groups: readonly number[],
): { lists: readonly (readonly number[])[]; placeOf: readonly number[] } {
  const wanted = new Set(groups);
  const lists: (readonly number[])[] = [];
  const places = new Map<string, number>();
  const placeOf = version.memberships.map((members) => {
    const list = members.filter((group) => wanted.has(group));
    const key = list.join();
    const place = places.get(key) ?? lists.push(list) - 1;
    places.set(key, place);
    return place;
  });
  return { lists, placeOf };
}
