import { expect, test } from 'vitest';
import { dayAfter } from '../../base/days.ts';
import {
  currentOn,
  handoverItems,
  handoverRole,
  HANDOVER_DAYS,
  opensHandover,
  refusalToCover,
  signedAmong,
  weeksBehind,
} from './cover.ts';

const NEVER = { readOn: null, metOn: null, reportedOn: null, sinceOn: '2026-11-02' };

test('[PR71] a deputy is as current as the newest of what they read, met and wrote', () => {
  expect(currentOn(NEVER)).toBe('2026-11-02');
  expect(currentOn({ ...NEVER, readOn: '2026-11-10', metOn: '2026-11-20', reportedOn: '2026-11-05' })).toBe(
    '2026-11-20',
  );
  expect(weeksBehind(NEVER, 3, dayAfter('2026-11-02', 20))).toBe(0);
  expect(weeksBehind(NEVER, 3, dayAfter('2026-11-02', 21))).toBe(3);
  expect(weeksBehind(NEVER, 3, dayAfter('2026-11-02', 28))).toBe(4);
  expect(weeksBehind({ ...NEVER, readOn: '2026-11-23' }, 3, '2026-11-30')).toBe(0);
});

test('[PR73] a leave that is near opens its list, and one that is over does not', () => {
  const today = '2026-11-02';
  const leave = (startsOn: string, endsOn: string) => opensHandover({ startsOn, endsOn }, today);
  expect(leave(dayAfter(today, HANDOVER_DAYS), '2026-12-01')).toBe(true);
  expect(leave(dayAfter(today, HANDOVER_DAYS + 1), '2026-12-01')).toBe(false);
  expect(leave('2026-10-20', today)).toBe(true);
  expect(leave('2026-10-20', '2026-11-01')).toBe(false);
});

test('[PR74] the deputy takes over what is carried, once', () => {
  const project = { state: 'running', deputyId: 'dan', isCovered: false } as const;
  expect(refusalToCover('dan', project)).toBeUndefined();
  expect(refusalToCover('eve', project)).toBe('cover.onlyDeputy');
  expect(refusalToCover('dan', { ...project, state: 'draft' })).toBe('cover.notCarried');
  expect(refusalToCover('dan', { ...project, isCovered: true })).toBe('cover.isTaken');
});

const WORK = {
  stages: [
    { name: 'Design', currentOn: '2026-11-10' },
    { name: 'Pilot', currentOn: '2026-11-20' },
    { name: 'Rollout', currentOn: '2026-12-20' },
  ],
  promises: [
    { text: 'Send the list', dueOn: '2026-11-18', personId: 'olga' },
    { text: 'Book the room', dueOn: '2026-11-21', personId: 'dan' },
    { text: 'Think of it', dueOn: null, personId: 'dan' },
    { text: 'Much later', dueOn: '2027-01-10', personId: 'dan' },
  ],
  recoveries: ['The supplier is late'],
};
const HOLDERS = { ownerId: 'olga', deputyId: 'dan', coveredById: null };
const DAYS = { startsOn: '2026-11-16', endsOn: '2026-11-27' };
const textsOf = (fromId: string, project: Parameters<typeof handoverItems>[2]) =>
  handoverItems(WORK, { fromId, ...DAYS }, project).map(({ text }) => text);

test('[PR73] whoever carries a project hands on what is due by the end of their leave, and open plans', () => {
  expect(textsOf('olga', HOLDERS)).toEqual(['Design', 'Pilot', 'Send the list', 'The supplier is late']);
});

test('[PR78] a deputy hands on their own promises, and the stages that end while nobody stands behind the owner', () => {
  expect(handoverRole('dan', HOLDERS)).toBe('behind');
  expect(textsOf('dan', HOLDERS)).toEqual(['Pilot', 'Book the room', 'Think of it']);
});

test('[PR78] a deputy who took over hands on as the owner would, with what the owner promised', () => {
  const taken = { ...HOLDERS, coveredById: 'dan' };
  expect(handoverRole('dan', taken)).toBe('carries');
  expect(textsOf('dan', taken)).toEqual([
    ...['Design', 'Pilot', 'Send the list', 'Book the room', 'Think of it'],
    'The supplier is late',
  ]);
});

test('[PR79] nobody whose name stands on a submission answers for it as well', () => {
  const decisions = [
    { directorId: 'maria', inNameOfId: null },
    { directorId: 'sub', inNameOfId: 'szymon' },
  ];
  expect(signedAmong(['eve', 'maria'], decisions)).toBe('maria');
  expect(signedAmong(['szymon'], decisions)).toBe('szymon');
  expect(signedAmong(['eve', 'dan'], decisions)).toBeUndefined();
});
