import { expect, test } from 'vitest';
import { asId } from '#lib/base/ids.ts';
import { formatMinutes, type BesideMinutes, type MinutesWords } from './minutes-markdown.ts';
import type { EntryId } from '../entries/entry.ts';
import type { Minutes } from './minutes.ts';

const WORDS: MinutesWords = {
  seenTitle: 'seen before',
  t: (key, values) => (values ? `${key} ${Object.values(values).join('/')}` : key),
  number: (value, options) => value.toFixed(options?.digits ?? 0),
  date: () => '2 November 2026',
  day: () => '2 November 2026',
  figure: ({ value, interval, n }) => `${value.toFixed(2)} [${interval.join('; ')}], n = ${n}`,
  metric: { title: 'metric', line: ({ title, target }) => `${title} -> ${target}` },
};

const BESIDE: BesideMinutes = {
  issues: ['Shifts end early'],
  decided: ['#3 Who takes late calls? Nobody'],
  outline: '- People\n  - Shifts end early (verified; dots in the vote: 5)\n',
  seen: [{ text: 'Shifts end early', places: ['Last *year*: No late shift, verified'] }],
};

const MINUTES: Minutes = {
  kind: 'workshop',
  agenda: [],
  notes: '',
  decisions: [],
  title: 'Why *do* customers wait?',
  problem: 'They wait <too> long',
  goal: '',
  language: 'en',
  stage: 'closed',
  facilitatorName: 'Lena',
  createdAtMs: 0,
  insight: { title: 'Waiting', waveName: 'Autumn', value: 3.421, interval: [3.38, 3.47], n: 2260 },
  metric: {
    insightId: 'i',
    title: 'NPS *now*',
    kind: 'nps',
    baseline: { value: 12, interval: [8, 16], n: 400, waveName: 'Autumn' },
    target: 20,
    targetOn: null,
  },
  people: [
    { name: 'Ola', department: 'Sales', isGuest: false, isAbsent: false, isObserver: false },
    { name: 'Gosia', department: '', isGuest: true, isAbsent: false, isObserver: false },
    { name: 'Jan', department: 'IT', isGuest: false, isAbsent: true, isObserver: false },
  ],
  definition: 'They come *back*',
  tasks: [
    {
      id: 'e1' as EntryId,
      kind: 'task',
      text: 'Ask IT',
      by: { id: 'p1', name: 'Lena' },
      causeId: 'a',
      owner: 'Ola',
      dueOn: '2026-12-01',
      firstDueOn: '2026-12-01',
      moves: 0,
      state: 'open',
      isSettled: false,
    },
    {
      id: 'e2' as EntryId,
      kind: 'task',
      text: 'Count calls',
      by: { id: 'p1', name: 'Lena' },
      causeId: null,
      owner: 'Jan',
      dueOn: '2026-12-03',
      firstDueOn: '2026-11-30',
      moves: 2,
      state: 'kept-late',
      isSettled: true,
    },
  ],
  parking: [],
  steps: [
    { kind: 'vote', title: 'Vote', minutes: 5, spentMs: 420_000, isSkipped: false },
    { kind: 'rate', title: 'Rate', minutes: 5, spentMs: 0, isSkipped: true },
  ],
  board: null,
  causes: [{ id: 'a', text: 'Shifts end\nearly', path: ['People'] }],
  votes: { stepId: 's', voters: 2, onPaper: 0, causes: [{ causeId: 'a', dots: 3, voters: 2 }] },
  ratings: null,
  checks: { a: { status: 'ruled-out', reason: 'The rota shows full shifts', byName: 'Jan', atMs: 0 } },
  evidence: {},
  completeness: null,
  seals: [{ number: 1, hash: 'abc', sealedAtMs: 0, title: 'Vote', isFitting: true }],
  isWhole: true,
  checkedAtMs: 0,
};

test('[WS53] minutes say who, what, votes, decisions and seals, and what was typed stays text', () => {
  expect(formatMinutes(MINUTES, BESIDE, WORDS)).toBe(`# Why \\*do\\* customers wait?

They wait \\<too\\> long

facilitator: Lena, 2 November 2026

## definition

They come \\*back\\*

## evidence

- Waiting: 3.42 [3.38; 3.47], n = 2260 (Autumn)

## metric

- NPS \\*now\\* -\\> 20

## people

- Ola, Sales
- Gosia, guest
- Jan, IT, absent

## programme

- Vote (planned 5/7)
- Rate (skipped)

## votes

- Shifts end early (People): dots 3/2

## ruledOut

- Shifts end early (People) (Jan): The rota shows full shifts

## decisions

- Shifts end early

## decided

- \\#3 Who takes late calls? Nobody

## tasks

- Ask IT, Ola, by 2 November 2026
- Count calls, Jan, by 2 November 2026, moved 2/2 November 2026, state.kept-late

## seen before

- Shifts end early
  - Last \\*year\\*: No late shift, verified

## diagram

- People
  - Shifts end early (verified; dots in the vote: 5)

## seals

- 1. Vote: \`abc\`
`);
});

test('[MT50] a meeting has its agenda with what became of it, its notes and its decisions', () => {
  const item = (id: string, state: 'open' | 'talked' | 'put-off') => ({
    ...{ id: asId<'agendaItem'>(id), section: 'late' as const, text: `Point *${id}*`, owner: 'Ola' },
    ...{ dueOn: null, state, putOffBy: '' },
  });
  const text = formatMinutes(
    {
      ...MINUTES,
      kind: 'status',
      agenda: [item('a', 'talked'), item('b', 'put-off'), item('c', 'open')],
      notes: 'First # line\nSecond',
      decisions: [{ id: 'd', number: 7, text: 'Green chairs', owner: 'Jan', lookAgainOn: null, itemId: 'a' }],
    },
    { issues: [], decided: [], outline: '', seen: [] },
    WORDS,
  );
  expect(text).toContain('- Point \\*a\\*, Ola, talked, Green chairs\n- Point \\*b\\*, Ola, putOff\n');
  expect(text).toContain('- Point \\*c\\*, Ola, notReached\n');
  expect(text).toContain('- #7 Green chairs, Jan\n');
});
