import { expect, test } from 'vitest';
import { SCOPES, USUAL_MENTORS } from './shift.ts';
import { roundToBegin } from './round-to-begin.ts';

const HOURS = { from: '08:00', until: '16:00' };

test('[SH24] a round from scratch begins with what is usual, at the hours of the organisation', () => {
  expect(roundToBegin(null, HOURS)).toMatchObject({
    ...{ startsAt: '08:00', endsAt: '16:00', mentorsNeeded: USUAL_MENTORS, scopes: SCOPES, mentorIds: [] },
    ...{ goal: '', leaveHours: 0, mode: 'first', spanDays: 1, opensOn: null, closesOn: null },
  });
});

test('[SH24] a round like an earlier one has what its first tour had, and no day of it', () => {
  const tour = {
    days: [{}, {}, {}],
    ...{ startsAt: '22:00', endsAt: '06:00', places: 3, place: 'Room 3', isRemote: true },
    ...{ mentorsNeeded: 1, departmentCap: 2, scopes: ['chat' as const], mentors: [{ id: 'm' }] },
  };
  const round = {
    ...{ goal: 'Listen', leaveHours: 12, mode: 'rota' as const, hasLadder: false, mentorCap: 4 },
    answerMinutes: 7,
  };
  const copied = { round, tours: [tour] };
  expect(roundToBegin(copied, HOURS)).toEqual({
    ...{ startsAt: '22:00', endsAt: '06:00', places: 3, place: 'Room 3', isRemote: true },
    ...{ mentorsNeeded: 1, departmentCap: 2, scopes: ['chat'], mentorIds: ['m'] },
    ...{ hasLadder: false, mentorCap: 4, answerMinutes: 7, mode: 'rota' },
    ...{ goal: 'Listen', leaveHours: 12, spanDays: 3, opensOn: null, closesOn: null },
  });
});
