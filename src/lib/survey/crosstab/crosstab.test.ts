import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SurveyColumn, SurveyTable } from '#lib/tabular/table/table.ts';
import { columnOf } from '#lib/tabular/testing/table.ts';
import { twoSidedP } from '#lib/base/normal.ts';
import { rowWeights } from '../measure/weights.ts';
import { adjustP } from '../segments/adjust-p.ts';
import type { CrossForm, OwnNet } from '../wave/cross-view.ts';
import type { CrossQuestion } from './cross-question.ts';
import { crosstab, type Crosstab } from './crosstab.ts';
import { findCrossQuestion, isCrossQuestion, MOST_CROSSED_ANSWERS } from './find-question.ts';
import { FEWEST_GROUPED_POINTS } from './scale-groups.ts';
import { MOST_ORDERED_WORDS } from './question-of-column.ts';
import { MOST_SINGLE_NUMBERS } from './number-bands.ts';
import { sortRows } from './sort-rows.ts';
import { columnLetter, testColumns } from './test-columns.ts';

type Made = [name: string, answers: readonly string[], parts?: Partial<SurveyColumn>];

function tableOf(...columns: readonly Made[]): SurveyTable {
  return {
    rowCount: columns[0]?.[1].length ?? 0,
    decimal: '.',
    columns: columns.map(([name, answers, parts], index) =>
      columnOf(answers, { index, name, label: name, ...parts }),
    ),
  };
}

function question(
  table: SurveyTable,
  name: string,
  form?: CrossForm,
  nets?: readonly OwnNet[],
): CrossQuestion {
  const found = findCrossQuestion(table, name, { ...(form && { form }), ...(nets && { nets }) });
  if (!isCrossQuestion(found)) throw new Error(`${name}: ${found.reason}`);
  return found;
}

const textsOf = ({ answers }: CrossQuestion): string[] => answers.map(({ text }) => text);
const times = (count: number, answer: string): string[] => Array.from({ length: count }, () => answer);
const REGION = { role: 'category' } as const;
const RATING = { role: 'rating', scale: { min: 1, max: 5 } } as const;
const NPS = { role: 'nps', scale: { min: 0, max: 10 } } as const;
const JOINED = { role: 'multi', joinedBy: ';' } as const;
const optionOf = (name: string): Partial<SurveyColumn> => ({
  role: 'multi',
  optionOf: { question: 'Used', option: name },
});

test('[SV161] shares are those of the respondents of a column, with the intervals of Newcombe 1998', () => {
  // Newcombe 1998 (Statistics in Medicine 17:857), table I, method 3: 81 of 263, and 15 of 148.
  const table = tableOf(
    [
      'heard',
      [...times(81, 'yes'), ...times(182, 'no'), ...times(15, 'yes'), ...times(133, 'no'), 'yes', ''],
    ],
    ['place', [...times(263, 'town'), ...times(148, 'village'), '', 'town']],
  );
  const result = crosstab(question(table, 'heard'), question(table, 'place'));
  const yes = result.rows.find(({ text }) => text === 'yes');
  expect(result.all.n).toBe(411); // who skipped one of the questions is in no cell and in no base
  expect(result.columns.map(({ text, n }) => [text, n])).toEqual([
    ['town', 263],
    ['village', 148],
  ]);
  const [town, village] = yes?.cells ?? [];
  expect([town?.count, village?.count, yes?.all.count]).toEqual([81, 15, 96]);
  expect(town?.interval.map((end) => end.toFixed(2))).toEqual(['25.53', '36.62']);
  expect(village?.interval.map((end) => end.toFixed(2))).toEqual(['6.24', '16.05']);
});

/** Everything of a crosstab again, row by row from the texts, as the definitions read. */
function reckoned(
  people: readonly { row: readonly string[]; column: readonly string[]; weight: number }[],
  rows: readonly string[],
  columns: readonly string[],
) {
  const asked = people.filter(({ row, column, weight }) => row.length > 0 && column.length > 0 && weight > 0);
  const sum = (list: typeof asked, of: (weight: number) => number): number =>
    list.reduce((total, { weight }) => total + of(weight), 0);
  const inColumn = (text: string): typeof asked => asked.filter(({ column }) => column.includes(text));
  const effective = (list: typeof asked): number => sum(list, (w) => w) ** 2 / sum(list, (w) => w * w);
  const shareOf = (row: string, column: string): number => {
    const own = inColumn(column);
    return (
      sum(
        own.filter((each) => each.row.includes(row)),
        (w) => w,
      ) / sum(own, (w) => w)
    );
  };
  const p: number[] = [];
  for (const row of rows)
    for (const [i, first] of columns.entries())
      for (const second of columns.slice(i + 1)) {
        const [a, b] = [inColumn(first), inColumn(second)];
        if (a.length < 10 || b.length < 10) continue;
        const pooled =
          (shareOf(row, first) * effective(a) + shareOf(row, second) * effective(b)) /
          (effective(a) + effective(b));
        // The variance of the difference of two weighted means, person by person: nobody is counted twice.
        const spread = asked.reduce((total, { column, weight }) => {
          const one = column.includes(first) ? weight / sum(a, (w) => w) : 0;
          const other = column.includes(second) ? weight / sum(b, (w) => w) : 0;
          return total + (one - other) ** 2;
        }, 0);
        const variance = pooled * (1 - pooled) * spread;
        if (variance > 1e-15)
          p.push(twoSidedP((shareOf(row, first) - shareOf(row, second)) / Math.sqrt(variance)));
      }
  return {
    n: asked.length,
    effectiveN: asked.length > 0 ? effective(asked) : 0,
    cells: rows.map((row) =>
      columns.map((column) => ({
        count: inColumn(column).filter((each) => each.row.includes(row)).length,
        share: inColumn(column).length > 0 ? 100 * shareOf(row, column) : NaN,
        effectiveN: inColumn(column).length > 0 ? effective(inColumn(column)) : 0,
      })),
    ),
    tested: p.length,
    remained: adjustP(p).filter((each) => each <= 0.05).length,
  };
}

function expectSame(result: Crosstab, own: ReturnType<typeof reckoned>): void {
  expect(result.all.n).toBe(own.n);
  expect(result.all.effectiveN).toBeCloseTo(own.effectiveN, 8);
  result.rows.forEach(({ cells }, r) =>
    cells.forEach(({ count, share, interval }, c) => {
      const cell = own.cells[r]?.[c];
      expect(count).toBe(cell?.count);
      if (Number.isNaN(cell?.share)) return expect(share).toBeNaN();
      expect(share).toBeCloseTo(cell?.share ?? NaN, 8);
      expect(result.columns[c]?.effectiveN).toBeCloseTo(cell?.effectiveN ?? NaN, 8);
      expect(interval[0] <= share + 1e-9 && share <= interval[1] + 1e-9).toBe(true);
      return undefined;
    }),
  );
  const tests = testColumns(result);
  expect(tests.tested).toBe(own.tested);
  expect(tests.remained).toBe(own.remained);
}

const person = fc.record({
  used: fc.subarray(['app', 'desk', 'phone']),
  region: fc.constantFrom('north', 'south', 'west', ''),
  weight: fc.constantFrom('1', '0.5', '2', '3', '', '-1', '0'),
});
const people = fc.array(person, { minLength: 25, maxLength: 120 });
const numberOf = (weight: string): number => (weight === '' ? NaN : Number(weight));

test('[SV161] [SV164] a multiple choice by a category, joined or in columns, weighted or not, equals a count row by row', () => {
  fc.assert(
    fc.property(
      people,
      fc.boolean(),
      fc.boolean(),
      fc.boolean(),
      (answers, isWeighted, isJoined, isColumn) => {
        const used: Made[] = isJoined
          ? [['Used', answers.map((each) => each.used.join(';')), JOINED]]
          : ['app', 'desk', 'phone'].map((name) => [
              name,
              answers.map((each) => (each.used.includes(name) ? '1' : '0')),
              optionOf(name),
            ]);
        const table = tableOf(
          ...used,
          ['region', answers.map(({ region }) => region), REGION],
          ['weight', answers.map(({ weight }) => weight), { role: 'weight' }],
        );
        if (answers.every(({ region }) => region === '') || answers.every((each) => each.used.length === 0))
          return;
        const weightColumn = table.columns.at(-1);
        const weights = isWeighted && weightColumn ? rowWeights(weightColumn, '.') : undefined;
        const [multi, region] = [question(table, 'Used'), question(table, 'region')];
        const [row, column] = isColumn ? [region, multi] : [multi, region];
        const sidesOf = (each: (typeof answers)[number]) => {
          const where = each.region === '' ? [] : [each.region];
          return isColumn ? { row: where, column: each.used } : { row: each.used, column: where };
        };
        expectSame(
          crosstab(row, column, { weights }),
          reckoned(
            answers.map((each) => ({ ...sidesOf(each), weight: isWeighted ? numberOf(each.weight) : 1 })),
            textsOf(row),
            textsOf(column),
          ),
        );
      },
    ),
    { numRuns: 60 },
  );
});

test('[SV161] the rows given alone are counted, as if the others were not there', () => {
  fc.assert(
    fc.property(people, (answers) => {
      const columnsOf = (list: typeof answers): SurveyTable =>
        tableOf(
          ['Used', list.map((each) => each.used.join(';')), JOINED],
          ['region', list.map(({ region }) => region)],
        );
      const all = columnsOf(answers);
      if (answers.every(({ region }) => region === '') || answers.every((each) => each.used.length === 0))
        return;
      const rows = Uint32Array.from(answers.flatMap((each, i) => (each.weight === '2' ? [i] : [])));
      const own = crosstab(question(all, 'Used'), question(all, 'region'), { rows });
      expectSame(
        own,
        reckoned(
          answers
            .filter(({ weight }) => weight === '2')
            .map((each) => ({ row: each.used, column: each.region === '' ? [] : [each.region], weight: 1 })),
          textsOf(question(all, 'Used')),
          textsOf(question(all, 'region')),
        ),
      );
    }),
    { numRuns: 40 },
  );
});

test('[SV161] so many patterns of options that their pairs are not laid out are counted alike', () => {
  const random = (i: number, k: number): boolean =>
    (Math.imul(i + 1, 0x9e3779b1 ^ (k * 40503)) >>> 13) % 3 === 0;
  const names = Array.from({ length: 14 }, (_, k) => `option ${k}`);
  const rows = Array.from({ length: 400 }, (_, i) => names.filter((__, k) => random(i, k)));
  const region = rows.map((_, i) => (i % 3 === 0 ? 'north' : 'south'));
  const table = tableOf(
    ...names.map((name, k): Made => [name, rows.map((__, i) => (random(i, k) ? 'x' : '')), optionOf(name)]),
    ['other', rows.map((row) => row.join(';')), JOINED],
    ['region', region],
  );
  const [columns, joined] = [question(table, 'Used'), question(table, 'other')];
  expect(columns.answersOf.length * joined.answersOf.length).toBeGreaterThan(1 << 16);
  expectSame(
    crosstab(columns, joined),
    reckoned(
      rows.map((row) => ({ row, column: row, weight: 1 })),
      textsOf(columns),
      textsOf(joined),
    ),
  );
});

test('[SV162] chi-square stands for single answers alone; z of two columns is its root (Agresti 2007, 2.4)', () => {
  const table = tableOf(
    ['heard', [...times(81, 'yes'), ...times(182, 'no'), ...times(15, 'yes'), ...times(133, 'no')]],
    ['place', [...times(263, 'town'), ...times(148, 'village')]],
    ['Used', times(411, 'a;b'), JOINED],
  );
  const result = crosstab(question(table, 'heard'), question(table, 'place'));
  const [one, other] = [81 / 263, 15 / 148];
  const pooled = 96 / 411;
  const z = (one - other) / Math.sqrt(pooled * (1 - pooled) * (1 / 263 + 1 / 148));
  expect(result.chiSquared?.value).toBeCloseTo(z ** 2, 9);
  expect(crosstab(question(table, 'Used'), question(table, 'place')).chiSquared).toBeUndefined();
  expect(crosstab(question(table, 'place'), question(table, 'Used')).chiSquared).toBeUndefined();
});

test('[SV162] with weights that are all alike chi-square is that of the counts; nets do not enter it', () => {
  const table = tableOf(
    ['score', [...times(30, '9'), ...times(20, '7'), ...times(25, '3'), ...times(40, '10')], NPS],
    ['place', Array.from({ length: 115 }, (_, i) => (i % 4 === 0 ? 'town' : 'village'))],
    ['weight', times(115, '2.5'), { role: 'weight' }],
  );
  const plain = crosstab(question(table, 'score'), question(table, 'place'));
  const weights = new Float64Array(115).fill(2.5);
  const weighted = crosstab(question(table, 'score', 'nets'), question(table, 'place'), { weights });
  expect(weighted.chiSquared?.value).toBeCloseTo(plain.chiSquared?.value ?? NaN, 9);
  expect(weighted.chiSquared?.degreesOfFreedom).toBe(3);
});

test('[SV164] letters name the lower columns, after correction; columns of fewer than ten are not tested', () => {
  const table = tableOf(
    [
      'heard',
      [...times(90, 'yes'), ...times(10, 'no'), ...times(20, 'yes'), ...times(80, 'no'), ...times(9, 'yes')],
    ],
    ['place', [...times(100, 'town'), ...times(100, 'village'), ...times(9, 'isle')]],
  );
  const result = crosstab(question(table, 'heard'), question(table, 'place'));
  const { above, tested, remained } = testColumns(result);
  const yes = result.rows.findIndex(({ text }) => text === 'yes');
  expect(above[yes]).toEqual([[1], [], []]);
  expect(above[1 - yes]).toEqual([[], [0], []]);
  expect([tested, remained]).toEqual([2, 2]);
  expect([0, 25, 26, 27, 52, 701, 702].map(columnLetter)).toEqual(['A', 'Z', 'AA', 'AB', 'BA', 'ZZ', 'AAA']);
});

test('[SV160] answers of scales, numbers, days and words with an order stand in it, others by their number', () => {
  const table = tableOf(
    ['score', ['10', '2', '9', '2', '11'], { ...NPS, naCodes: ['11'] }],
    ['age', ['25-34', 'do 18', '65+', '18-24', 'ponad 65'], REGION],
    ['often', ['always', 'never', 'sometimes', 'never', 'often'], REGION],
    ['city', ['Łódź', 'Kraków', 'Kraków', 'Opole', 'Kraków'], REGION],
    ['day', ['2026-03-02', '2026-01-30', '2026-03-09', '', '2026-01-02'], { role: 'date' }],
  );
  expect(textsOf(question(table, 'score'))).toEqual(['2', '9', '10']);
  expect(textsOf(question(table, 'age'))).toEqual(['do 18', '18-24', '25-34', '65+', 'ponad 65']);
  expect(textsOf(question(table, 'often'))).toEqual(['never', 'sometimes', 'often', 'always']);
  expect(textsOf(question(table, 'CITY'))).toEqual(['Kraków', 'Łódź', 'Opole']);
  expect(textsOf(question(table, 'day'))).toEqual(['2026-01', '2026-03']);
  expect(['score', 'age', 'city'].map((name) => question(table, name).isOrdered)).toEqual([
    true,
    true,
    false,
  ]);
});

test('[SV160] days of one month are weeks, of one week days', () => {
  const ofDays = (...days: string[]): string[] =>
    textsOf(question(tableOf(['day', days, { role: 'date' }]), 'day'));
  expect(ofDays('2026-03-03', '2026-03-11')).toEqual(['2026-03-02', '2026-03-09']);
  expect(ofDays('2026-03-03', '2026-03-05')).toEqual(['2026-03-03', '2026-03-05']);
});

test('[SV160] many numbers become bands of about as many people, few stand by themselves', () => {
  const ofNumbers = (numbers: readonly number[]): string[] =>
    textsOf(question(tableOf(['n', numbers.map(String), { role: 'number' }]), 'n'));
  const upTo = (most: number): number[] => Array.from({ length: most }, (_, i) => i);
  expect(ofNumbers(upTo(MOST_SINGLE_NUMBERS))).toHaveLength(MOST_SINGLE_NUMBERS);
  expect(ofNumbers(upTo(MOST_SINGLE_NUMBERS + 1)).length).toBeLessThan(MOST_SINGLE_NUMBERS);
  expect(ofNumbers([...upTo(100), 1e9])).toEqual([
    '0 – 19',
    '20 – 39',
    '40 – 60',
    '61 – 80',
    '81 – 1000000000',
  ]);
  // Half of all people gave 0: it is a band of its own, and nothing is lost.
  expect(ofNumbers([...Array.from({ length: 100 }, () => 0), ...upTo(101).slice(1)])[0]).toBe('0');
});

test('[SV160] words beyond the most are no scale', () => {
  const ordered = (most: number): boolean =>
    question(tableOf(['age', Array.from({ length: most }, (_, i) => `${i} years`), REGION]), 'age').isOrdered;
  expect([ordered(MOST_ORDERED_WORDS), ordered(MOST_ORDERED_WORDS + 1)]).toEqual([true, false]);
});

test('[SV160] what cannot be crossed says why', () => {
  const many = (most: number): string[] => Array.from({ length: most }, (_, i) => `answer ${i} x`);
  const reasonOf = (answers: readonly string[], parts: Partial<SurveyColumn> = REGION): unknown => {
    const found = findCrossQuestion(tableOf(['q', answers, parts]), 'q');
    return isCrossQuestion(found) ? 'found' : found;
  };
  expect(reasonOf(many(MOST_CROSSED_ANSWERS))).toBe('found');
  expect(reasonOf(many(MOST_CROSSED_ANSWERS + 1))).toEqual({
    reason: 'too-many-answers',
    answers: MOST_CROSSED_ANSWERS + 1,
  });
  expect(reasonOf(['', 'n/a'], { naCodes: ['n/a'] })).toEqual({ reason: 'no-answers' });
  expect(reasonOf(['a'], { role: 'comment' })).toEqual({ reason: 'not-a-question', role: 'comment' });
  expect(findCrossQuestion(tableOf(['q', ['a']]), 'z')).toEqual({ reason: 'unknown' });
});

test('[SV163] groups of a scale: promoters, or two best and two worst points; three points have none', () => {
  const scale = (max: number): SurveyTable =>
    tableOf(
      ['r', Array.from({ length: max }, (_, i) => String(i + 1)), { role: 'rating', scale: { min: 1, max } }],
      ['c', Array.from({ length: max }, () => 'all')],
    );
  const counted = (table: SurveyTable, name: string, form: CrossForm): unknown =>
    crosstab(question(table, name, form), question(table, 'c')).rows.map(({ text, all }) => [
      text,
      all.count,
    ]);
  expect(counted(scale(5), 'r', 'groups')).toEqual([
    ['top-two', 2],
    ['between', 1],
    ['bottom-two', 2],
  ]);
  expect(counted(scale(FEWEST_GROUPED_POINTS), 'r', 'groups')).toEqual([
    ['top-two', 2],
    ['bottom-two', 2],
  ]);
  expect(counted(scale(FEWEST_GROUPED_POINTS - 1), 'r', 'groups')).toHaveLength(FEWEST_GROUPED_POINTS - 1);
  const nps = tableOf(['r', ['0', '6', '7', '9', '10'], NPS], ['c', times(5, 'all')]);
  expect(counted(nps, 'r', 'nets')).toEqual([
    ['0', 1],
    ['6', 1],
    ['7', 1],
    ['9', 1],
    ['10', 1],
    ['promoters', 2],
    ['passives', 1],
    ['detractors', 2],
  ]);
});

test('[SV163] whoever chose two options of a net counts once in it; a net of unknown answers is left out', () => {
  const table = tableOf(['Used', ['a;b', 'a', 'c', ''], JOINED], ['c', times(4, 'all')]);
  const nets = [
    { text: 'a or b', answers: ['a', 'b'] },
    { text: 'nothing', answers: ['z'] },
  ];
  const { rows, all } = crosstab(question(table, 'Used', 'answers', nets), question(table, 'c'));
  expect(all.n).toBe(3);
  expect(rows.map(({ text, all: { count } }) => [text, count])).toEqual([
    ['a', 2],
    ['b', 1],
    ['c', 1],
    ['a or b', 2],
  ]);
});

test('[SV163] rows stand by value with nets behind them, or in their own order', () => {
  const table = tableOf(
    ['r', [...times(2, '1'), ...times(5, '3'), ...times(3, '5')], RATING],
    ['c', [...times(7, 'x'), ...times(3, 'y')]],
  );
  const result = crosstab(question(table, 'r', 'nets'), question(table, 'c'));
  const order = (sort: Parameters<typeof sortRows>[1]): string[] =>
    sortRows(result, sort).map(({ row }) => row.text);
  expect(order('natural')).toEqual(['1', '3', '5', 'top-two', 'between', 'bottom-two']);
  expect(order('all')).toEqual(['3', '5', '1', 'between', 'top-two', 'bottom-two']);
  expect(order(1)).toEqual(['5', '1', '3', 'top-two', 'between', 'bottom-two']);
});
