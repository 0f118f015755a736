import { expect, test } from 'vitest';
import type { Brief } from './brief.ts';
import { checkReadiness, countReady, type ReadinessFacts, type ReadinessItem } from './readiness.ts';
import { newStep } from '../programme/programme.ts';
import type { Session, SessionId } from './session.ts';
import type { StepId } from '../step.ts';
import { FEWEST_DEPARTMENTS } from './coverage.ts';

const BRIEF: Brief = {
  goal: 'Know why',
  organisationGoal: 'keep',
  organisationGoalText: '',
  known: 'It has doubled',
  outOfScope: 'Salaries',
  result: 'Two projects',
  guests: 'expected',
  version: 1,
};
const SESSION: Session = {
  id: 's' as SessionId,
  startsOn: '2026-12-01',
  startsAt: '09:00',
  startsAtMs: 0,
  minutes: 60,
  timeZone: 'Europe/Warsaw',
  place: 'Room 4',
  steps: ['one', 'two'],
  isCancelled: false,
  version: 1,
};
const PROGRAMME = [
  newStep('one' as StepId, 'evidence', { title: 'Evidence', minutes: 20 }),
  newStep('two' as StepId, 'whys', { title: 'Whys', minutes: 30 }),
];
const READY: ReadinessFacts = {
  brief: BRIEF,
  leader: { said: { strangers: 1, satisfaction: 1, quality: 1, authority: 1 } },
  sessions: [SESSION],
  programme: PROGRAMME,
  coverage: {
    freeSeats: [],
    invited: ['IT', 'Sales', 'Law'].map((name) => ({ name, people: 1 })),
    absent: [],
  },
  packed: 1,
  bones: 5,
  knowledge: ['current', 'current'],
  hasMail: true,
};

/** How one line of the list stands when the facts differ in this. */
function stateOf(item: ReadinessItem, change: Partial<ReadinessFacts> = {}): [string, number] {
  const check = checkReadiness({ ...READY, ...change }).find((candidate) => candidate.item === item);
  return [check?.state ?? '', check?.count ?? -1];
}

test('[WS67] a workshop with everything is ready', () => {
  const checks = checkReadiness(READY);
  expect(checks.filter(({ state }) => state !== 'done')).toEqual([]);
  expect(countReady(checks)).toEqual({ done: 10, needed: 10 });
});

test('[WS67] each line says what is missing, and how much', () => {
  expect(stateOf('brief', { brief: { ...BRIEF, known: '', result: '' } })).toEqual(['missing', 2]);
  expect(stateOf('sessions', { sessions: [{ ...SESSION, isCancelled: true }] })).toEqual(['missing', 1]);
  expect(stateOf('fit', { sessions: [] })).toEqual(['missing', 0]);
  expect(stateOf('fit', { sessions: [{ ...SESSION, minutes: 40 }] })).toEqual(['missing', 1]);
  expect(stateOf('fit', { sessions: [{ ...SESSION, steps: ['one'] }] })).toEqual(['missing', 1]);
  expect(stateOf('seats', { coverage: { ...READY.coverage, freeSeats: ['it', 'sales'] } })).toEqual([
    'missing',
    2,
  ]);
  expect(
    stateOf('departments', { coverage: { ...READY.coverage, invited: [{ name: 'IT', people: 9 }] } }),
  ).toEqual(['missing', 2]);
  expect(stateOf('evidence', { packed: 0 })).toEqual(['missing', 1]);
  expect(stateOf('bones', { bones: 0 })).toEqual(['missing', 1]);
  expect(stateOf('leader', { leader: { said: { strangers: 1 } } })).toEqual(['missing', 3]);
  expect(stateOf('guests', { brief: { ...BRIEF, guests: null } })).toEqual(['missing', 1]);
  expect(stateOf('invitations', { knowledge: ['current', 'older', 'nothing'] })).toEqual(['missing', 2]);
  expect(stateOf('invitations', { knowledge: [] })).toEqual(['missing', 0]);
});

test('[WS67] what a workshop does not need does not count', () => {
  const quiet = PROGRAMME.map((step) => ({ ...step, isSkipped: step.kind === 'evidence' }));
  expect(stateOf('evidence', { packed: 0, programme: quiet })).toEqual(['not-needed', 0]);
  expect(stateOf('guests', { brief: { ...BRIEF, guests: 'none' } })).toEqual(['not-needed', 0]);
  expect(stateOf('invitations', { hasMail: false })).toEqual(['not-needed', 0]);
  expect(countReady(checkReadiness({ ...READY, hasMail: false }))).toEqual({ done: 9, needed: 9 });
});

test('[WS67] departments are enough from the fewest on, and counted up to it', () => {
  const invited = (count: number): [string, number] =>
    stateOf('departments', {
      coverage: {
        ...READY.coverage,
        invited: Array.from({ length: count }, (_, i) => ({ name: `D${i}`, people: 1 })),
      },
    });
  expect(invited(FEWEST_DEPARTMENTS)).toEqual(['done', 0]);
  expect(invited(FEWEST_DEPARTMENTS - 1)).toEqual(['missing', 1]);
});
