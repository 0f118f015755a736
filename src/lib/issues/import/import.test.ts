import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvText } from '../../base/csv-cell.ts';
import { refusedFile } from '#lib/base/csv/refused-rows.ts';
import { DESCRIPTION_MAX, TITLE_MAX } from '../issue-forms.ts';
import { matchColumns, type ColumnField } from './issue-columns.ts';
import { planIssues, type IssueImportScene } from './plan-issues.ts';
import { DETAIL_MAX, readIssueList, WORD_MAX } from './read-issues.ts';
import { readState } from '../../base/words/tracker-state.ts';

const TODAY = '2026-11-02';
const EMPTY: IssueImportScene = { byKey: new Map(), byTitle: new Map(), people: [] };
const read = (text: string, chosen: Readonly<Record<string, ColumnField>> = {}) =>
  readIssueList(text, new Map(Object.entries(chosen)), TODAY);
const issues = (text: string) => read(text).rows.map(({ issue, fault }) => issue ?? fault);

/** As Jira Cloud exports it: labels and comments in columns of their own, with one heading. */
const JIRA = csvText(
  [
    [
      ...['Summary', 'Issue key', 'Issue id', 'Issue Type', 'Status', 'Priority', 'Assignee', 'Reporter'],
      ...['Created', 'Labels', 'Labels', 'Description', 'Comment', 'Comment', 'Sprint'],
    ],
    [
      ...['Customers wait for a call', 'CX-7', '10007', 'Bug', 'In Progress', 'High', 'Jan Lis'],
      ...['ola@example.org', '12/Jan/26 9:05 AM', 'calls', 'waiting', 'They call "twice".\nThen again.'],
      ...['12/Jan/26;ola;Seen on Monday', '', ''],
    ],
    [
      ...['Invoice in two envelopes', 'CX-8', '10008', 'Task', 'Done', 'Low', '', 'Somebody Else'],
      ...['2026-02-30', '', '', '', '', '', ''],
    ],
  ],
  'international',
);

test('[IS17] an export of Jira is read with its repeated columns, and what it says besides is kept', () => {
  const list = read(JIRA);
  expect(list.columns.map(({ heading, field, at }) => [heading, field, at.length])).toEqual([
    ['Summary', 'title', 1],
    ['Issue key', 'key', 1],
    ['Issue id', 'leave', 1],
    ['Issue Type', 'detail', 1],
    ['Status', 'state', 1],
    ['Priority', 'detail', 1],
    ['Assignee', 'owner', 1],
    ['Reporter', 'reporter', 1],
    ['Created', 'created', 1],
    ['Labels', 'detail', 2],
    ['Description', 'description', 1],
    ['Comment', 'detail', 2],
    ['Sprint', 'leave', 1],
  ]);
  expect(list.samples.at(-1)).toBe('');
  expect(issues(JIRA)).toMatchObject([
    {
      title: 'Customers wait for a call',
      description: 'They call "twice".\nThen again.',
      key: 'CX-7',
      state: 'open',
      reporter: 'ola@example.org',
      owner: 'Jan Lis',
      createdOn: '2026-01-12',
      details: [
        { heading: 'Issue Type', text: 'Bug' },
        { heading: 'Priority', text: 'High' },
        { heading: 'Labels', text: 'calls; waiting' },
        { heading: 'Comment', text: '12/Jan/26;ola;Seen on Monday' },
      ],
    },
    { state: 'done', createdOn: null, unread: { states: 0, days: 1, shortened: 0 } },
  ]);
});

test('[IS17] Polish headings are known, below a title of the sheet, and a person may say otherwise', () => {
  const text = 'Rejestr spraw 2026;;\nTytuł;Opis;Stan\nKolejka w oddziale;W piątki;Zamknięte\n;bez tytułu;\n';
  expect(issues(text)).toMatchObject([
    { title: 'Kolejka w oddziale', description: 'W piątki', state: 'done' },
    { reason: 'issues.import.noTitle' },
  ]);
  const chosen = read(text, { opis: 'title', tytul: 'leave' });
  expect(chosen.rows.map(({ issue }) => issue?.title)).toEqual(['W piątki', 'bez tytułu']);
  expect(read('Kto;Co\nOla;Kolejka\n').rows).toEqual([]);
  expect(read('Kto;Co\nOla;Kolejka\n', { co: 'title' }).rows[0]?.issue?.title).toBe('Kolejka');
});

test('[IS17] of columns that hold one thing the first counts, unless somebody chose another', () => {
  const fields = (chosen: [string, ColumnField][]) =>
    matchColumns(['Title', 'Subject', 'Notes'], new Map(chosen)).map(({ field }) => field);
  expect(fields([])).toEqual(['title', 'leave', 'leave']);
  expect(fields([['subject', 'title']])).toEqual(['leave', 'title', 'leave']);
});

test('[IS20] what is not understood is counted, and kept as it was written', () => {
  const { added, unread } = planIssues(
    read(
      'Title;Status;Created;Owner;Reporter\nA;Parked;someday;Nobody Known;n@example.org\nB;Done;2026-01-02;;\n',
    ).rows,
    EMPTY,
  );
  expect(unread).toEqual({ states: 1, days: 1, people: 2, shortened: 0 });
  expect(added[0]).toMatchObject({
    state: 'open',
    createdOn: null,
    ownerId: null,
    reporter: 'n@example.org',
    details: [
      { heading: 'Status', text: 'Parked' },
      { heading: 'Created', text: 'someday' },
      { heading: 'Owner', text: 'Nobody Known' },
    ],
  });
});

test('[IS20] a title beyond its limit is refused, a description or a detail beyond theirs is cut and said', () => {
  const row = (title: number, key: number, description: number, detail: number) =>
    planIssues(
      read(
        `Title;Key;Description;Labels\n${'t'.repeat(title)};${'k'.repeat(key)};${'d'.repeat(description)};${'l'.repeat(detail)}\n`,
      ).rows,
      EMPTY,
    );
  const fits = row(TITLE_MAX, WORD_MAX, DESCRIPTION_MAX, DETAIL_MAX);
  expect([fits.added.length, fits.unread.shortened]).toEqual([1, 0]);
  expect(row(TITLE_MAX + 1, 1, 1, 1).refused[0]?.fault.reason).toBe('issues.import.titleTooLong');
  expect(row(1, WORD_MAX + 1, 1, 1).refused[0]?.fault.reason).toBe('issues.import.keyTooLong');
  const long = row(1, 1, DESCRIPTION_MAX + 1, 1);
  expect([long.added[0]?.description.length, long.unread.shortened]).toEqual([DESCRIPTION_MAX, 1]);
  const detailed = row(1, 1, 1, DETAIL_MAX + 1);
  expect([detailed.added[0]?.details[0]?.text.length, detailed.unread.shortened]).toEqual([DETAIL_MAX, 1]);
});

test('[IS16] people are found by e-mail or by a name that one of them has', () => {
  const person = (id: string, name: string) => ({ id, name, email: `${id}@example.org`, isActive: true });
  const people = [person('ola', 'Ola Nowak'), person('jan', 'Jan Lis'), person('jan2', 'Jan Lis')];
  const { added } = planIssues(
    read('Title;Reporter;Owner\nA;OLA@example.org;Jan Lis\nB;ola nowak;jan2@example.org\n').rows,
    { ...EMPTY, people },
  );
  expect(added.map(({ reporterId, ownerId }) => [reporterId, ownerId])).toEqual([
    ['ola', null],
    ['ola', 'jan2'],
  ]);
});

test('[IS16] [IS18] a row that is here already or twice in the list makes no second issue', () => {
  const scene = { ...EMPTY, byKey: new Map([['cx-1', 11]]), byTitle: new Map([['kolejka w oddziale', 12]]) };
  const plan = planIssues(
    read('Key;Title\nCX-1;Reworded\n;Kolejka w ODDZIALE!\nCX-2;New\ncx-2;Again\n;New\nCX-3;New\n').rows,
    scene,
  );
  expect(plan.same.map(({ row, number }) => [row, number])).toEqual([
    [2, 11],
    [3, 12],
  ]);
  expect(plan.added.map(({ row }) => row)).toEqual([4, 7]);
  expect(plan.refused.map(({ row, fault }) => [row, fault.reason, fault.values])).toEqual([
    [5, 'issues.import.keyTwice', { firstRow: 4 }],
    [6, 'issues.import.twice', { firstRow: 4 }],
  ]);
});

test('[IS16] every row below the headings is in one place', () => {
  const cell = fc.string({ maxLength: 12 }).map((text) => text.replace(/[\p{C}\r\n]/gu, ''));
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, cell), { maxLength: 12 }), (rows) => {
      const list = read(csvText([['Key', 'Title', 'Status'], ...rows], 'international'));
      const { added, same, refused } = planIssues(list.rows, EMPTY);
      expect(added.length + same.length + refused.length).toBe(list.rows.length);
      const places = [...added, ...same, ...refused].map(({ row }) => row);
      expect(new Set(places).size).toBe(places.length);
    }),
  );
});

test('[IS16] refused rows come back, are mended and read again', () => {
  const list = read('Title;Key\n;K-1\nA;K-2\n');
  const { refused } = planIssues(list.rows, EMPTY);
  const file = refusedFile(
    { headings: list.headings, refused },
    { heading: 'Why it was refused', reason: ({ reason }) => reason, isPolish: false },
  );
  const mended = read(file.replace(',,', ',Mended,'));
  expect(mended.columns.map(({ field }) => field)).toEqual(['reason', 'title', 'key']);
  expect(mended.rows.map(({ issue }) => [issue?.title, issue?.key])).toEqual([['Mended', 'K-1']]);
});

test.each([
  ['To Do', 'open'],
  ['W TRAKCIE', 'open'],
  ['Zamknięte', 'done'],
  ["Won't do", 'dropped'],
  ['Parked', undefined],
])('the word %s is the state %s', (word, state) => {
  expect(readState(word)).toBe(state);
});
