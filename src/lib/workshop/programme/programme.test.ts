import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  changeProgramme,
  newStep,
  nextPosition,
  plannedMinutes,
  previousPosition,
  recordMove,
  stageAt,
  stepState,
  type Position,
  type Programme,
  type ProgrammeChange,
  MAX_STEPS,
} from './programme.ts';
import type { StepId } from '../step.ts';

const id = (name: string) => name as StepId;
const PROGRAMME: Programme = [
  newStep(id('a'), 'evidence', { title: 'Evidence', minutes: 10 }),
  newStep(id('b'), 'write', { title: 'Write', minutes: 5 }),
  newStep(id('c'), 'whys', { title: 'Whys', minutes: 20 }),
];
const at = (position: Position) => ({ position, newId: () => id('new') });
const names = (programme: Programme | string) =>
  typeof programme === 'string' ? programme : programme.map((step) => step.id).join('');

test('[WS2] forward and back lead from one end to the other, past skipped steps', () => {
  const skipped = changeProgramme(
    PROGRAMME,
    { change: 'skip', step: 'b', isSkipped: true },
    at('prepare'),
  ) as Programme;
  const way: Position[] = ['prepare'];
  for (let to = nextPosition(skipped, 'prepare'); to; to = nextPosition(skipped, to)) way.push(to);
  expect(way).toEqual(['prepare', 'a', 'c', 'closed']);
  const back: Position[] = ['closed'];
  for (let to = previousPosition(skipped, 'closed'); to; to = previousPosition(skipped, to)) back.push(to);
  expect(back).toEqual(way.toReversed());
  expect([plannedMinutes(PROGRAMME), plannedMinutes(skipped)]).toEqual([35, 30]);
});

test('[WS2] a position that is gone leaves the room in preparation', () => {
  expect([stageAt(PROGRAMME, id('b')), stageAt(PROGRAMME, id('gone'))]).toEqual(['write', 'prepare']);
});

test('[WS10] steps are added, moved, skipped and removed; the present one stays', () => {
  const add: ProgrammeChange = { change: 'add', kind: 'vote', title: 'Vote', minutes: 5, after: 'a' };
  expect(names(changeProgramme(PROGRAMME, add, at(id('a'))))).toBe('anewbc');
  expect(names(changeProgramme(PROGRAMME, { ...add, after: null }, at(id('a'))))).toBe('newabc');
  expect(names(changeProgramme(PROGRAMME, { change: 'move', step: 'c', after: null }, at(id('a'))))).toBe(
    'cab',
  );
  expect(names(changeProgramme(PROGRAMME, { change: 'move', step: 'a', after: 'c' }, at(id('a'))))).toBe(
    'bca',
  );
  expect(changeProgramme(PROGRAMME, { change: 'remove', step: 'a' }, at(id('a')))).toBe('current-step');
  expect(changeProgramme(PROGRAMME, { change: 'skip', step: 'a', isSkipped: true }, at(id('a')))).toBe(
    'current-step',
  );
  expect(changeProgramme(PROGRAMME, { change: 'remove', step: 'x' }, at(id('a')))).toBe('unknown-step');
});

test('[WS10] a step that was held is not removed', () => {
  const held = recordMove(PROGRAMME, 'prepare', id('b'), { nowMs: 1000, sinceMs: 0 });
  expect(changeProgramme(held, { change: 'remove', step: 'b' }, at(id('c')))).toBe('held-step');
});

test('[WS10] time is written down where it was spent, over several visits', () => {
  let programme = recordMove(PROGRAMME, 'prepare', id('a'), { nowMs: 1000, sinceMs: 0 });
  programme = recordMove(programme, id('a'), id('b'), { nowMs: 4000, sinceMs: 1000 });
  programme = recordMove(programme, id('b'), id('a'), { nowMs: 5000, sinceMs: 4000 });
  programme = recordMove(programme, id('a'), 'closed', { nowMs: 7000, sinceMs: 5000 });
  expect(programme.map(({ spentMs, enteredAtMs }) => [spentMs, enteredAtMs])).toEqual([
    [5000, 5000],
    [1000, 4000],
    [0, null],
  ]);
});

test('[WS10] whatever is moved, no step is lost or doubled', () => {
  const step = fc.constantFrom('a', 'b', 'c');
  fc.assert(
    fc.property(fc.array(fc.tuple(step, fc.option(step))), (moves) => {
      let programme = PROGRAMME;
      for (const [moved, after] of moves) {
        const changed = changeProgramme(programme, { change: 'move', step: moved, after }, at('prepare'));
        if (typeof changed !== 'string') programme = changed;
      }
      expect(names(programme).split('').sort().join('')).toBe('abc');
    }),
  );
});

test('[WS10] a programme takes the most steps and refuses one more', () => {
  const add: ProgrammeChange = { change: 'add', kind: 'vote', title: 'Vote', minutes: 5, after: null };
  const of = (steps: number): Programme =>
    Array.from({ length: steps }, (_, i) => newStep(id(`s${i}`), 'vote', { title: 'Vote', minutes: 5 }));
  expect(changeProgramme(of(MAX_STEPS - 1), add, at('prepare'))).toHaveLength(MAX_STEPS);
  expect(changeProgramme(of(MAX_STEPS), add, at('prepare'))).toBe('too-many-steps');
});

test('[WS10] a step is where the room is, was held, is skipped or is to come', () => {
  const [step] = PROGRAMME;
  if (!step) throw new Error('The programme is empty.');
  const state = (change: object, position: Position = 'prepare') =>
    stepState({ ...step, ...change }, position);
  expect(state({})).toBe('to-come');
  expect(state({ isSkipped: true })).toBe('skipped');
  expect(state({ enteredAtMs: 1 })).toBe('held');
  expect(state({ enteredAtMs: 1 }, step.id)).toBe('current');
});
