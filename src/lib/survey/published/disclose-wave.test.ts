import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { discloseWave, type DisclosureAnswer, type PinnedGroup } from './disclose-wave.ts';
import { packVersion, unpackVersion } from './shown-version.ts';
import { tableCells } from './table-cells.ts';
import { findRecovered } from '../testing/adversary.ts';
import { columnOf } from '#lib/tabular/testing/table.ts';
import type { SurveyTable } from '#lib/tabular/table/table.ts';

const keyed = (...texts: readonly string[]): string =>
  createHmac('sha256', 'key').update(JSON.stringify(texts)).digest('hex');

interface Respondent {
  person: number;
  channel: string;
  region: string;
  nps: string;
  age: number;
}

function tableOf(rows: readonly Respondent[], name = 'nps'): SurveyTable {
  return {
    rowCount: rows.length,
    decimal: '.',
    columns: [
      columnOf(
        rows.map(({ channel }) => channel),
        { index: 0, name: 'channel', label: 'Channel' },
      ),
      columnOf(
        rows.map(({ region }) => region),
        { index: 1, name: 'region', label: 'Region' },
      ),
      columnOf(
        rows.map(({ nps }) => nps),
        { index: 2, name, label: 'NPS', role: 'nps', scale: { min: 0, max: 10 } },
      ),
      columnOf(
        rows.map(({ age }) => String(age)),
        { index: 3, name: 'age', label: 'Age', role: 'number' },
      ),
    ],
  };
}

const DECLARATION = {
  segments: ['channel', 'region'],
  figureThreshold: 5,
  wordThreshold: 10,
  isWeighted: false,
};
const NOTHING = {
  declaration: undefined,
  tables: undefined,
  isShown: false,
  pinned: [],
  asked: [],
  earlier: [],
};

const crowd = (count: number, from = 0, nps = ['9', '3', '7', '10']): Respondent[] =>
  Array.from({ length: count }, (_, i) => ({
    person: from + i,
    channel: i % 2 === 0 ? 'phone' : 'chat',
    region: 'north',
    nps: nps[i % nps.length] ?? '9',
    age: 20 + ((from + i) % 50),
  }));

/** Whether a second file of a wave is shown after a first one was. */
function isSecondShown(first: SurveyTable, second: SurveyTable): boolean {
  const { shown } = discloseWave(first, NOTHING, keyed);
  return discloseWave(second, { ...NOTHING, earlier: [shown] }, keyed).refusal === undefined;
}

test('[SV112] a version that one response more, fewer or corrected parts from the first is refused', () => {
  const first = crowd(60);
  const one: Respondent = { person: 99, channel: 'phone', region: 'north', nps: '0', age: 40 };
  const corrected = first.map((row, i) => (i === 7 ? { ...row, nps: '1' } : row));
  for (const second of [[...first, one], first.slice(1), corrected, [...first.slice(1), one]])
    expect(isSecondShown(tableOf(first), tableOf(second))).toBe(false);
});

test('[SV112] other orders, other spellings of numbers and other names of the column hide no response', () => {
  const first = crowd(60);
  const more = [...first, { person: 99, channel: 'phone', region: 'north', nps: '0', age: 40 }];
  const respelled = more.map((row) => ({ ...row, nps: `${row.nps}.0` }));
  const moved = more.map((row) => ({ ...row, channel: `by ${row.channel}` }));
  for (const second of [more.toReversed(), respelled, moved])
    expect(isSecondShown(tableOf(first), tableOf(second))).toBe(false);
  expect(isSecondShown(tableOf(first), tableOf(more, 'How likely'))).toBe(false);
});

test('[SV112] a version from which five or more part it is shown, and so is the same again', () => {
  const first = crowd(60);
  expect(isSecondShown(tableOf(first), tableOf([...first, ...crowd(5, 100)]))).toBe(true);
  expect(isSecondShown(tableOf(first), tableOf(first.toReversed()))).toBe(true);
  expect(isSecondShown(tableOf(first), tableOf(crowd(40, 100, ['0', '5'])))).toBe(true);
});

test('[SV112] a version is compared with all earlier ones, not with the last alone', () => {
  const first = crowd(60);
  const second = [...first, ...crowd(20, 100)];
  const shown = discloseWave(tableOf(first), NOTHING, keyed).shown;
  const then = discloseWave(tableOf(second), { ...NOTHING, earlier: [shown] }, keyed).shown;
  const back = { ...NOTHING, earlier: [shown, then] };
  expect(discloseWave(tableOf([...first, ...crowd(1, 200)]), back, keyed).refusal).toEqual({
    kind: 'near',
    columns: ['NPS'],
  });
  expect(discloseWave(tableOf(first), back, keyed).refusal).toBeUndefined();
});

/** Pins who are on the phone, or whatever a test wants. */
function pinOf(rows: readonly Respondent[], isIn: (row: Respondent) => boolean, id = 'pin'): PinnedGroup {
  return { id, column: 'nps', name: keyed(id), mask: Uint8Array.from(rows, (row) => Number(isIn(row))) };
}

test('[SV113] a pinned group is shown unless it, or those whom it leaves, are below the threshold', () => {
  const rows = crowd(60);
  const ask = (isIn: (row: Respondent) => boolean): readonly string[] =>
    discloseWave(tableOf(rows), { ...NOTHING, isShown: true, asked: [pinOf(rows, isIn)] }, keyed).shownPins;
  expect(ask(({ person }) => person >= 3)).toEqual([]); // 57 of 60
  expect(ask(({ person }) => person < 4)).toEqual([]);
  expect(ask(({ person }) => person < 5)).toEqual(['pin']);
  expect(ask(({ person }) => person >= 5)).toEqual(['pin']);
});

test('[SV113] pinned groups count together, and with the tables', () => {
  const rows = crowd(60);
  const table = tableOf(rows);
  const state = { ...NOTHING, isShown: true };
  const half = pinOf(rows, ({ person }) => person < 30, 'half');
  const nearlyHalf = pinOf(rows, ({ person }) => person < 28, 'nearly');
  const { shownPins } = discloseWave(table, { ...state, pinned: [half], asked: [nearlyHalf] }, keyed);
  expect(shownPins).toEqual([]);
  const published = discloseWave(table, { ...state, declaration: DECLARATION }, keyed);
  const phoneButOne = pinOf(rows, ({ person, channel }) => channel === 'phone' && person !== 0);
  const after = { ...state, declaration: DECLARATION, tables: published.tables };
  expect(discloseWave(table, { ...after, asked: [phoneButOne] }, keyed).shownPins).toEqual([]);
  expect(discloseWave(table, { ...state, asked: [phoneButOne] }, keyed).shownPins).toEqual(['pin']);
});

test('[SV113] tables that come after a pinned group hide what it would give away', () => {
  const rows = crowd(60);
  const phoneButOne = pinOf(rows, ({ person, channel }) => channel === 'phone' && person !== 0);
  const { tables, refusal } = discloseWave(
    tableOf(rows),
    { ...NOTHING, isShown: true, declaration: DECLARATION, pinned: [phoneButOne] },
    keyed,
  );
  expect(refusal).toBeUndefined();
  // Everybody; phone and chat; north; and where they cross.
  expect(tables?.measures[0]?.cells).toEqual([
    expect.objectContaining({ n: 60 }),
    'hidden',
    'hidden',
    expect.objectContaining({ n: 60 }),
    'hidden',
    'hidden',
  ]);
});

test('[SV112] what is kept of a version holds neither answers nor names', () => {
  const rows = crowd(60).map((row) => ({ ...row, region: row.person < 30 ? 'Zebrzydowice' : 'north' }));
  const question = { ...NOTHING, declaration: DECLARATION };
  const { shown } = discloseWave(tableOf(rows, 'Recommendation'), question, keyed);
  const kept = new TextDecoder('latin1').decode(packVersion(shown));
  for (const word of ['Recommendation', 'Zebrzydowice', 'phone', '"9"']) expect(kept).not.toContain(word);
});

const CHANNELS = ['phone', 'phone', 'phone', 'chat', 'chat', 'shop'];
const answer = fc.record({
  channel: fc.constantFrom(...CHANNELS),
  region: fc.constantFrom('north', 'north', 'south', 'east'),
  nps: fc.constantFrom('10', '9', '7', '3', ''),
  age: fc.integer({ min: 0, max: 999_999 }),
});

/** A history: what a file adds, whom it drops, whose answers it corrects, and whom an analyst pins. */
const history = fc.record({
  first: fc.array(answer, { minLength: 12, maxLength: 45 }),
  changes: fc.array(
    fc.record({
      added: fc.array(answer, { maxLength: 9 }),
      dropped: fc.array(fc.nat(44), { maxLength: 7 }),
      corrected: fc.array(fc.tuple(fc.nat(44), answer, fc.constantFrom('channel', 'region', 'nps')), {
        maxLength: 4,
      }),
    }),
    { maxLength: 3 },
  ),
  pins: fc.array(
    fc.record({
      at: fc.nat(3),
      ages: fc.tuple(fc.integer({ min: 0, max: 400_000 }), fc.integer({ min: 600_000, max: 999_999 })),
      channels: fc.subarray(['phone', 'chat', 'shop'], { minLength: 1 }),
    }),
    { maxLength: 6 },
  ),
  isPublished: fc.boolean(),
});

interface Shown {
  rows: readonly Respondent[];
  answer: DisclosureAnswer;
  pins: PinnedGroup[];
}

/** Plays a history as the server does: every version, then its pins one by one. */
function play({
  first,
  changes,
  pins,
  isPublished,
}: typeof history extends fc.Arbitrary<infer T> ? T : never): Shown[] {
  let rows: Respondent[] = first.map((each, person) => ({ person, ...each }));
  const shown: Shown[] = [];
  const declaration = isPublished ? DECLARATION : undefined;
  for (let version = 0; version <= changes.length; version++) {
    const change = changes[version - 1];
    if (change) {
      const corrections = new Map(change.corrected.map(([at, now, field]) => [at, { [field]: now[field] }]));
      rows = [
        ...rows
          .filter((_, i) => !change.dropped.includes(i))
          .map((row, i) => ({ ...row, ...corrections.get(i) })),
        ...change.added.map((each, i) => ({ person: 1000 * version + i, ...each })),
      ];
    }
    const table = tableOf(rows);
    const earlier = shown.map(({ answer: { shown: version } }) => unpackVersion(packVersion(version)));
    const decided = discloseWave(table, { ...NOTHING, declaration, earlier }, keyed);
    const now: Shown = { rows, answer: decided, pins: [] };
    shown.push(now);
    if (decided.refusal) continue;
    for (const [i, { at, ages, channels }] of pins.entries()) {
      if (at !== version) continue;
      const isIn = ({ age, channel }: Respondent): boolean =>
        age >= ages[0] && age <= ages[1] && channels.includes(channel);
      const pin = pinOf(rows, isIn, `pin ${i}`);
      const question = {
        declaration,
        tables: decided.tables,
        isShown: true,
        pinned: now.pins,
        asked: [pin],
        earlier,
      };
      const then = discloseWave(table, question, keyed);
      if (then.shownPins.length > 0) now.pins.push(pin);
      now.answer = { ...then, tables: decided.tables, people: decided.people };
    }
  }
  return shown;
}

/** Every group whose figure a reader has seen, as the people in it with the answer that counted. */
function groupsSeen({ rows, answer: { people, tables }, pins }: Shown): string[][] {
  const table = tableOf(rows);
  const nameOf = (row: number): string[] => {
    const found = rows[row];
    return found && found.nps !== '' ? [`${found.person} ${found.nps}`] : [];
  };
  const all = rows.map((_, row) => row);
  const cells = tableCells(table, DECLARATION).atoms;
  const ofTables = (tables?.measures[0]?.cells ?? []).flatMap((figure, cell) =>
    typeof figure === 'object'
      ? [all.filter((row) => cells.cells[cell]?.includes(cells.codes[row] ?? -1))]
      : [],
  );
  const ofPins = pins.map(({ mask }) => all.filter((row) => mask[row] === 1));
  const everybody = people.nps === undefined ? [] : [all];
  return [...everybody, ...ofTables, ...ofPins].map((group) => group.flatMap(nameOf));
}

test('[SV112] whoever adds up all that was ever shown of a wave finds no group below the threshold', () => {
  const most = { versions: 0, pins: 0 };
  fc.assert(
    fc.property(history, (story) => {
      const shown = play(story);
      most.versions = Math.max(most.versions, shown.length);
      most.pins = Math.max(most.pins, ...shown.map(({ pins }) => pins.length));
      const seen = shown.filter(({ answer: { refusal } }) => !refusal).flatMap(groupsSeen);
      // Atoms: answers of people that are in the same groups.
      const signatures = new Map<string, number[]>();
      seen.forEach((group, i) =>
        group.forEach((name) => signatures.set(name, [...(signatures.get(name) ?? []), i])),
      );
      const alike = [...Map.groupBy(signatures.values(), (groups) => groups.join()).entries()];
      const members = seen.map((_, group) =>
        alike.flatMap(([, [first]], atom) => (first?.includes(group) ? [atom] : [])),
      );
      const atoms = alike.map(([, same]) => same.length);
      expect(findRecovered(atoms, { seen: members, secrets: [], threshold: 5 })).toEqual([]);
    }),
    { numRuns: 300 },
  );
  expect(most.versions).toBeGreaterThan(1);
  expect(most.pins).toBeGreaterThan(1);
});
