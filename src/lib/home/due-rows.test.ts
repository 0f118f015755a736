import { expect, test } from 'vitest';
import { asId } from '../base/ids.ts';
import type { DecisionDue } from '../decisions/decision.ts';
import type { WaitingQuestion } from '../discussion/message.ts';
import { loadMessages } from '../i18n/catalogue.ts';
import { Translator } from '../i18n/translator.ts';
import { dueGroups, firstRows, meetingOfToday, type DueGroup } from './due-rows.ts';
import type { Home, HomeAsk, HomeProject, HomeWorkshop } from './home.ts';

const PARTS = ['base', 'decisions', 'issues', 'rhythms', 'projects', 'shifts', 'workshop'] as const;
const english = new Translator('en', await loadMessages('en', PARTS));
const polish = new Translator('pl', await loadMessages('pl', PARTS));
const TODAY = '2026-11-29';

const EMPTY: Home = {
  personId: 'me',
  today: TODAY,
  workshops: [],
  unrated: 0,
  effects: null,
  measurements: [],
  projects: [],
  waiting: [],
  decisions: [],
  tours: [],
  asking: [],
  confirming: null,
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
  commitments: { owed: [], awaited: [] },
  asks: { asked: [], coming: [], awaited: [] },
  pulses: [],
  ratings: [],
  questions: { asked: [], awaited: [] },
  deciding: [],
  leave: { until: null, standIn: null, signatures: 0, standsInFor: [], unsigned: [] },
};
const RUNNING: HomeProject = {
  number: 5,
  title: 'One page',
  state: 'running',
  startsOn: '2026-10-30',
  endsOn: '2027-03-29',
  holdUntil: null,
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

test('[HM2] a pulse that waits is due on its last day', () => {
  const pulses = [
    {
      ...{ pulseId: asId<'team-pulse'>('p'), askId: asId<'pulse-ask'>('a') },
      ...{ title: 'How we are', questions: 5, endsOn: '2026-11-30' },
    },
  ];
  expect(lines(dueGroups(english, { ...EMPTY, pulses }))).toEqual([
    'soon | Pulse: How we are | 5 statements · without your name | tomorrow | soon',
  ]);
});

test('[HM2] what is asked again and again is due on its day, and says how it went the last time', () => {
  const ask: HomeAsk = {
    ...{ rhythmId: 'r', purpose: 'status', question: '', title: 'One page', href: '/projects/5' },
    ...{ dueOn: '2026-11-27', askedName: 'Ada', last: null },
  };
  const last = { standing: 'missed', day: '2026-11-16' } as const;
  const asks = {
    asked: [ask],
    coming: [{ ...ask, rhythmId: 's', question: 'Who waits?', dueOn: '2026-11-30', last }],
    awaited: [{ ...ask, rhythmId: 't', title: 'Call back' }],
  };
  expect(lines(dueGroups(english, { ...EMPTY, asks }))).toEqual([
    'late | Status: One page | asked for the first time | 2 days late | late',
    'soon | Status: One page | Who waits? · last time Nov 16: missed | tomorrow | soon',
    'waiting | Status: Call back | Ada has not answered | 2 days late | late',
  ]);
});

test('[HM8] questions and decisions that wait are asked of their reader, and what they asked is waited for', () => {
  const question: WaitingQuestion = {
    ...{ id: asId<'message'>('m'), text: 'Is the IVR in it?', byName: 'Maria', askedName: 'Lidia' },
    ...{ atMs: Date.parse('2026-11-27T10:00:00Z'), title: 'Call back', href: '/projects/7?panel=talk' },
  };
  const decision: DecisionDue = {
    ...{ id: asId<'decision'>('d'), number: 3, question: 'Which queue?', href: '/decisions/3' },
    ...{ waitsFor: 'vote', dueOn: '2026-11-30' },
  };
  const home = {
    ...EMPTY,
    questions: { asked: [question], awaited: [{ ...question, id: asId<'message'>('n'), text: 'Who pays?' }] },
    deciding: [decision, { ...decision, waitsFor: 'read', dueOn: null } as const],
  };
  expect(lines(dueGroups(english, home))).toEqual([
    'soon | Which queue? | Decision: waits for your vote | tomorrow | soon',
    'asked | “Is the IVR in it?” | Maria asks · Call back | Friday | soon',
    'asked | Which queue? | Decision: decided; you must know it |  | plain',
    'waiting | “Who pays?” | Lidia has not answered · Call back | Friday | soon',
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
        decideBy: null,
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
