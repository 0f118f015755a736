import { expect, test } from 'vitest';
import { USUAL_BORDERS } from '../base/ratings/band-borders.ts';
import { PLAIN_QUERY, readTableQuery } from '../base/table-query.ts';
import { findIssues, ISSUE_TERMS, ISSUE_VIEWS, type IssuePlace } from './issue-query.ts';
import { bandOf } from './prioritise.ts';

const place = (number: number, title: string, more: Partial<IssuePlace> = {}): IssuePlace => ({
  id: `issue-${number}`,
  number,
  title,
  state: 'open',
  triage: 'accepted',
  owner: 'none',
  originKind: 'manual',
  createdAtMs: number,
  isWaiting: (more.state ?? 'open') === 'open' && more.isRated !== true,
  isRated: false,
  isAsked: false,
  raters: 0,
  band: more.point?.band ?? null,
  point: null,
  ...more,
});
const at = (importance: number, urgency: number, isDisputed = false): IssuePlace['point'] => ({
  importance,
  urgency,
  band: bandOf(importance, urgency, USUAL_BORDERS),
  isDisputed,
});

const PLACES = [
  place(7, 'Zgłoszenia krążą między działami', {
    point: at(4.5, 4),
    isRated: true,
    raters: 6,
    originKind: 'cause',
  }),
  place(12, 'Faktura wymaga telefonu', {
    point: at(4.5, 2, true),
    isRated: true,
    raters: 3,
    originKind: 'finding',
  }),
  place(3, 'Łatwo zgubić numer sprawy', { raters: 3 }),
  place(128, 'Menu IVR z 2019 roku', { state: 'project', point: at(2, 5), isRated: true, raters: 3 }),
  place(20, 'Oddzwonienia po 128 minutach', { state: 'done' }),
];

const find = (address: string): number[] =>
  findIssues(PLACES, readTableQuery(new URLSearchParams(address), ISSUE_TERMS).query).map(
    ({ number }) => number,
  );

test.each([
  ['', [7, 12, 3, 128, 20]],
  ['f.state=open', [7, 12, 3]],
  ['f.state=project,done', [128, 20]],
  ['f.band=this-year', [7]],
  ['f.band=following-years,can-wait', [12, 128]],
  ['f.band=none', [3, 20]],
  ['f.rating=missing', [3]],
  ['f.rating=given', [7, 12, 128]],
  ['f.rating=split', [12]],
  ['f.rating=split,missing', [12, 3]],
  ['f.origin=cause,finding', [7, 12]],
  ['f.state=open&f.band=this-year&f.origin=manual', []],
  ['f.area=12-12-15-15', [7]],
  ['f.area=14-4', [12]],
  ['f.area=nonsense', []],
] as const)('[IS14] the list is narrowed by "%s"', (address, numbers) => {
  expect(find(address)).toEqual(numbers);
});

test.each([
  ['q=ZGLOSZENIA', [7]],
  ['q=latwo numer', [3]],
  ['q=numer latwo', [3]],
  ['q=128', [128, 20]],
  ['q=%23128', [128, 20]],
  ['q=   ', [7, 12, 3, 128, 20]],
  ['q=nie ma', []],
] as const)(
  '[IS14] words are found in titles, whatever their case and accents, and numbers: "%s"',
  (address, numbers) => {
    expect(find(address)).toEqual(numbers);
  },
);

test.each([
  ['sort=number', [3, 7, 12, 20, 128]],
  ['sort=-number', [128, 20, 12, 7, 3]],
  ['sort=name', [12, 3, 128, 20, 7]],
  ['sort=-importance', [7, 12, 128, 3, 20]],
  ['sort=importance', [128, 7, 12, 3, 20]],
  ['sort=-urgency', [128, 7, 12, 3, 20]],
  ['sort=-raters', [7, 12, 3, 128, 20]],
  ['sort=created', [3, 7, 12, 20, 128]],
] as const)(
  '[IS14] sorted by "%s", what is not known stands last and equals keep their order',
  (address, numbers) => {
    expect(find(address)).toEqual(numbers);
  },
);

test('[IS14] every way to look that the list offers is understood', () => {
  for (const { query } of ISSUE_VIEWS) {
    expect(readTableQuery(new URLSearchParams(query), ISSUE_TERMS).unknown).toEqual([]);
  }
});

test('every order that a head offers is one', () => {
  for (const key of ISSUE_TERMS.sorts) {
    const [down, up] = [true, false].map((isDescending) =>
      findIssues(PLACES, { ...PLAIN_QUERY, sort: { key, isDescending } }).map(({ number }) => number),
    );
    expect([key, down]).not.toEqual([key, up]);
  }
});
