import { expect, test } from 'vitest';
import {
  profileColumn,
  stitchColumns,
  type ColumnProfile,
  LEAST_CONFIDENCE,
  LEAST_TEXT,
} from './stitch-columns.ts';
import { columnOf } from '#lib/tabular/testing/table.ts';

const FIVE = { min: 1, max: 5 };

/** A rated question; `answers` from 1 to 5, as many of each as said. */
function rated(name: string, label: string, counts: readonly number[]): ColumnProfile {
  const answers = counts.flatMap((count, i) => new Array<string>(count).fill(String(i + 1)));
  return profileColumn(columnOf(answers, { name, label, role: 'rating', scale: FIVE }), '.');
}

test('[SV85] a question that was renamed is found by its words, scale and answers', () => {
  const before = [
    rated('Q7O_WHOLE', 'Airport as a whole', [2, 3, 10, 40, 45]),
    rated('Q7A_ART', 'Artwork and exhibitions', [5, 10, 40, 30, 15]),
  ];
  const after = [
    rated('Q7ALL', 'SFO Airport as a whole', [1, 4, 11, 42, 42]),
    rated('Q7ART', 'Artwork and exhibitions', [6, 10, 38, 30, 16]),
  ];
  expect(stitchColumns(before, after).map(({ before: old, after: recent }) => [old, recent])).toEqual([
    ['Q7A_ART', 'Q7ART'],
    ['Q7O_WHOLE', 'Q7ALL'],
  ]);
});

test('[SV85] the same answers without a shared word are no match, and the same name needs none', () => {
  const counts = [5, 10, 20, 40, 25];
  expect(stitchColumns([rated('wifi', 'Wi-Fi', counts)], [rated('food', 'Jedzenie', counts)])).toEqual([]);
  expect(stitchColumns([rated('wifi', 'Wi-Fi', counts)], [rated('wifi', 'Internet', counts)])).toEqual([]);
});

test('[SV85] the evidence says how far words, scale and answers agree', () => {
  const [match] = stitchColumns(
    [rated('a', 'Courtesy of the staff', [0, 0, 50, 50, 0])],
    [rated('b', 'Courtesy of staff', [0, 0, 25, 50, 25])],
  );
  expect(match?.evidence.scale).toBe(1);
  expect(match?.evidence.answers).toBeCloseTo(0.75, 10);
  // 17 and 14 pairs of letters, 13 of them shared.
  expect(match?.evidence.text).toBeCloseTo(26 / 31, 10);
});

test('[SV85] a match as sure as the least is proposed, a less sure one is not', () => {
  // Without places 0.25 of 0.8 is for the wording (26 of 31 pairs) and 0.4 for the answers; nothing of the scale.
  const proposed = (confidence: number): boolean => {
    const shared = (confidence * 0.8 - (0.25 * 26) / 31) / 0.4;
    const rows = 1000;
    const counts = (share: number): number[] => [
      Math.round(share * rows),
      rows - Math.round(share * rows),
      0,
      0,
      0,
    ];
    const before = rated('a', 'Courtesy of the staff', [rows, 0, 0, 0, 0]);
    const after = {
      ...rated('b', 'Courtesy of staff', counts(shared)),
      role: 'number' as const,
      scale: undefined,
    };
    return stitchColumns([before], [after]).length === 1;
  };
  expect([proposed(LEAST_CONFIDENCE + 0.001), proposed(LEAST_CONFIDENCE - 0.001)]).toEqual([true, false]);
});

test('[SV85] names alone tell little: siblings that are known tell the place of the one that is called quite otherwise', () => {
  const items = ['ART', 'FOOD', 'STORES', 'SIGNS', 'WALK'];
  const before = [
    ...items.map((item, i) => rated(`Q7${'ABCDE'[i] ?? ''}_${item}`, '', [2 + i, 3, 10, 40, 45 - i])),
    rated('Q7O_WHOLE', '', [2, 3, 10, 40, 45]),
    rated('Q9A_BOARD', '', [2, 3, 10, 40, 45]),
  ];
  const after = [
    ...items.map((item, i) => rated(`Q7${item}`, '', [1 + i, 4, 11, 42, 42 - i])),
    rated('Q7ALL', '', [1, 4, 11, 42, 42]),
    rated('Q9BOARD', '', [1, 4, 11, 42, 42]),
  ];
  const found = stitchColumns(before, after);
  expect(found.map(({ before: old, after: recent }) => `${old} ${recent}`).sort()).toEqual(
    before.map(({ name }, i) => `${name} ${after[i]?.name ?? ''}`).sort(),
  );
  expect(found.find(({ after: recent }) => recent === 'Q7ALL')?.evidence.place).toBe(1);
});

/** A closed question in words; `counts` as many of each as said. */
function asked(name: string, answers: Readonly<Record<string, number>>): ColumnProfile {
  const texts = Object.entries(answers).flatMap(([answer, count]) => Array<string>(count).fill(answer));
  return profileColumn(columnOf(texts, { name, role: 'category' }), '.');
}

test('[SV85] identical answers weigh more than names that are alike', () => {
  const before = [
    asked('Kanał', { telefon: 40, czat: 30, sklep: 30 }),
    asked('Kolor', { biały: 50, czarny: 50 }),
  ];
  const after = [
    asked('Kanały', { biały: 50, czarny: 50 }),
    asked('Jak się kontaktowano', { telefon: 38, czat: 30, sklep: 32 }),
  ];
  const found = stitchColumns(before, after).map(({ before: old, after: recent }) => [old, recent]);
  expect(found).toEqual([
    ['Kolor', 'Kanały'],
    ['Kanał', 'Jak się kontaktowano'],
  ]);
});

test('[SV85] of two that are as likely neither is taken without a look', () => {
  const counts = [5, 10, 20, 40, 25];
  const before = [rated('Obsługa w sklepie', '', counts)];
  const after = [rated('Obsługa w sklepie A', '', counts), rated('Obsługa w sklepie B', '', counts)];
  expect(stitchColumns(before, after).map(({ isDoubtful }) => isDoubtful)).toEqual([true]);
  expect(stitchColumns(before, after.slice(0, 1)).map(({ isDoubtful }) => isDoubtful)).toEqual([false]);
});

test('[SV85] names that share fewer pairs of letters share nothing but chance', () => {
  // Of so many pairs of letters in each name one is shared: Dice's coefficient is one over their number.
  const isMatched = (pairs: number): boolean => {
    const [before, after] = ['bcdefgh', 'uvwxyzq'].map((letters) =>
      rated(`ab${letters.slice(1, pairs)}`, '', [5, 10, 20, 40, 25]),
    );
    return before !== undefined && after !== undefined && stitchColumns([before], [after]).length === 1;
  };
  const pairs = Math.round(1 / LEAST_TEXT);
  expect([isMatched(pairs), isMatched(pairs + 1), LEAST_TEXT - 1 / (pairs + 1) > 0]).toEqual([
    true,
    false,
    true,
  ]);
});
