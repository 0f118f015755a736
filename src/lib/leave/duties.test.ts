import { expect, test } from 'vitest';
import { collisionsOf, type Duty } from './duties.ts';

const span = (startsOn: string, endsOn = startsOn) => ({ startsOn, endsOn });
const LEAVE = span('2026-12-07', '2026-12-11');

function duty(change: Partial<Duty>): Duty {
  return { kind: 'project', title: 'Menu', href: '/projects/1', days: [], others: null, ...change };
}

test('[LE7] a project collides where its other person is away too, on the first days that both share', () => {
  const days = [span('2026-12-08', '2027-03-31')];
  const found = (leaves: ReturnType<typeof span>[]) =>
    collisionsOf(LEAVE, [duty({ days, others: [{ name: 'Daniel', leaves }] })]);
  expect(found([span('2026-12-01', '2026-12-09')])).toEqual([
    {
      kind: 'project',
      title: 'Menu',
      href: '/projects/1',
      names: ['Daniel'],
      ...span('2026-12-08', '2026-12-09'),
    },
  ]);
  // Before the project begins nobody is missed.
  expect(found([span('2026-12-01', '2026-12-07')])).toEqual([]);
  expect(found([])).toEqual([]);
});

test('[LE7] what waits for one person alone collides with any day of it', () => {
  const tours = [span('2026-12-04'), span('2026-12-09'), span('2026-12-10')];
  expect(collisionsOf(LEAVE, [duty({ kind: 'mentor', days: tours })])).toMatchObject([
    { kind: 'mentor', names: [], ...span('2026-12-09', '2026-12-10') },
  ]);
  expect(collisionsOf(span('2026-12-05'), [duty({ kind: 'shift', days: tours })])).toEqual([]);
});

test('[LE7] with several others a duty has nobody only while all of them are away', () => {
  const others = [
    { name: 'Sara', leaves: [span('2026-12-01', '2026-12-08')] },
    { name: 'Marek', leaves: [span('2026-12-08', '2026-12-20')] },
  ];
  expect(collisionsOf(LEAVE, [duty({ kind: 'signing', days: [LEAVE], others })])).toMatchObject([
    { names: ['Sara', 'Marek'], ...span('2026-12-08') },
  ]);
});
