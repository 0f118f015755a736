import { expect, test } from 'vitest';
import type { WorkCalendar } from '../base/calendar/working-days.ts';
import { OBJECTION_DAYS, objectionLapsesOn, objectionState } from './objection.ts';

const CALENDAR: WorkCalendar = { weekdays: [1, 2, 3, 4, 5], holidays: 'PL', ownDaysOff: [], seasons: [] };

test('[SH28] an objection waits for two working days, around weekends and holidays', () => {
  expect(OBJECTION_DAYS).toBe(2);
  expect(objectionLapsesOn('2026-11-02', CALENDAR)).toBe('2026-11-04');
  expect(objectionLapsesOn('2026-11-06', CALENDAR)).toBe('2026-11-10');
  expect(objectionLapsesOn('2026-11-10', CALENDAR)).toBe('2026-11-13'); // Wednesday 11 is a holiday
  expect(objectionLapsesOn('2026-11-02', { ...CALENDAR, weekdays: [] })).toBe('2026-11-04');
});

test('[SH28] it is open until it is answered or its last day is over', () => {
  const objection = { answer: null, lapsesOn: '2026-11-04' };
  expect(objectionState(objection, '2026-11-04')).toBe('open');
  expect(objectionState(objection, '2026-11-05')).toBe('lapsed');
  expect(objectionState({ ...objection, answer: 'stands' }, '2026-11-05')).toBe('answered');
});
