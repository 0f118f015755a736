import { expect, test } from 'vitest';
import { loadMessages } from '../i18n/catalogue.ts';
import { Translator } from '../i18n/translator.ts';
import { dueGroups, firstRows, meetingOfToday, type DueGroup } from './due-rows.ts';
import type { Home, HomeProject, HomeWorkshop } from './home.ts';

const PARTS = ['base', 'issues', 'projects', 'shifts', 'workshop'] as const;
const english = new Translator('en', await loadMessages('en', PARTS));
const polish = new Translator('pl', await loadMessages('pl', PARTS));
const TODAY = '2026-11-29';

const EMPTY: Home = {
  personId: 'me',
  today: TODAY,
  workshops: [],
  unrated: 0,
  projects: [],
  waiting: [],
  decisions: [],
  tours: [],
  uploads: [],
  outcomes: [],
  ending: null,
  loop: null,
  year: null,
  wave: null,
  insights: null,
  setup: null,
  next: null,
  goingOn: { running: 0, openIssues: 0, places: 0, leads: [] },
  leave: { until: null, standIn: null, signatures: 0, standsInFor: [], unsigned: [] },
};
const RUNNING: HomeProject = {
  number: 5,
  title: 'One page',
  state: 'running',
  startsOn: '2026-10-30',
  endsOn: '2027-03-29',
  holdUntil: null,
  report: undefined,
  away: null,
};
const PREPARED: HomeWorkshop = {
  id: 'w',
  title: 'Why do they wait?',
  stage: 'prepare',
  facilitatorName: 'Lidia',
  participation: 'facilitator',
  next: { startsOn: '2026-12-01', startsAt: '09:00', place: 'Room 3' },
  ready: { done: 5, needed: 8 },
};

/** Rows as a reader sees them: group, name, facts, time. */
function lines(groups: readonly DueGroup[]): string[] {
  return groups.flatMap(({ name, rows }) =>
    rows.map((row) => [name, row.name, row.facts, row.time, row.timeKind].join(' | ')),
  );
}

test('[HM2] a running project owes a report two weeks after the last one, or after its start', () => {
  const projects: HomeProject[] = [
    { ...RUNNING, report: { health: 'at-risk', day: '2026-11-16' } },
    { ...RUNNING, number: 6, title: 'Call back', startsOn: '2026-11-13' },
  ];
  expect(lines(dueGroups(english, { ...EMPTY, projects }))).toEqual([
    'late | Report: Call back | no report yet | 2 days late | late',
    'soon | Report: One page | last one Nov 16: At risk | tomorrow | soon',
  ]);
});

test('[HM3] what waits stands in groups, the nearest day first, and a group without rows is absent', () => {
  const home: Home = {
    ...EMPTY,
    unrated: 3,
    workshops: [PREPARED],
    projects: [{ ...RUNNING, state: 'sent-back' }],
    waiting: [
      {
        number: 7,
        title: 'Call back',
        aim: '',
        issueNumber: null,
        issueTitle: null,
        ownerName: 'Beata',
        budgetMinor: 100,
        currency: 'PLN',
        endsOn: '2027-03-29',
        submittedOn: '2026-11-23',
        signed: [],
        missing: ['marketing'],
        inNameOf: null,
      },
    ],
  };
  expect(lines(dueGroups(polish, home))).toEqual([
    'soon | Przygotuj: Why do they wait? | gotowe 5 z 8 · Room 3 | wtorek, 09:00 | soon',
    'soon | Oceń 3 problemy | ok. 1 minuty |  | plain',
    'asked | Do poprawy: One page | dyrektor prosi o zmiany |  | plain',
    'waiting | Call back | brakuje podpisu: Dyrektor marketingu | 6 dni | soon',
  ]);
  expect(dueGroups(polish, EMPTY)).toEqual([]);
});

test('[HM3] twelve rows of all groups are shown, and how many are left is known', () => {
  const row = dueGroups(english, { ...EMPTY, unrated: 1 })[0]?.rows[0];
  if (!row) throw new Error('no row');
  const rows = (count: number) => Array.from({ length: count }, (_, i) => ({ ...row, key: String(i) }));
  const { shown, left } = firstRows(
    [
      { name: 'late', rows: rows(10) },
      { name: 'soon', rows: rows(5) },
      { name: 'waiting', rows: rows(1) },
    ],
    12,
  );
  expect(shown.map(({ name, rows: taken }) => [name, taken.length])).toEqual([
    ['late', 10],
    ['soon', 2],
  ]);
  expect(left).toBe(4);
});

test('[HM5] the workshop of today is apart for those who take part, and a row for who leads it', () => {
  const invited: HomeWorkshop = {
    ...PREPARED,
    participation: 'invited',
    next: { startsOn: TODAY, startsAt: '09:00', place: 'Room 3' },
  };
  expect(meetingOfToday({ workshops: [invited], today: TODAY })).toBe(invited);
  expect(dueGroups(english, { ...EMPTY, workshops: [invited] })).toEqual([]);
  expect(meetingOfToday({ workshops: [{ ...invited, participation: 'facilitator' }], today: TODAY })).toBe(
    undefined,
  );
  const later = { ...invited, next: PREPARED.next };
  expect(meetingOfToday({ workshops: [later], today: TODAY })).toBe(undefined);
  expect(lines(dueGroups(english, { ...EMPTY, workshops: [later] }))).toEqual([
    'soon | Why do they wait? | led by Lidia · Room 3 | Tuesday, 09:00 | soon',
  ]);
});
