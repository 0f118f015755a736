import { expect, test } from 'vitest';
import * as v from 'valibot';
import { sessionSteps, fitProgramme, isSamePlan, measureSession, SessionForm } from './session.ts';
import type { StepId } from '../step.ts';

const step = (id: string, minutes: number, isSkipped = false) => ({
  id: id as StepId,
  title: id,
  minutes,
  isSkipped,
});
const PROGRAMME = [step('welcome', 15), step('evidence', 20), step('whys', 30), step('vote', 10, true)];
const FORM = {
  workshopId: 'w',
  startsOn: '2026-12-01',
  startsAt: '09:00',
  minutes: '90',
  timeZone: 'Europe/Warsaw',
  place: 'Room 4',
  steps: ['welcome'],
};

test('[WS62] a session keeps the programme’s order and leaves out what is skipped or gone', () => {
  const steps = sessionSteps({ steps: ['vote', 'whys', 'gone', 'welcome'] }, PROGRAMME);
  expect(steps.map(({ id }) => id)).toEqual(['welcome', 'whys']);
});

test('[WS62] a session says how much of it is left, also when it is too short', () => {
  const steps = ['welcome', 'evidence', 'whys'];
  expect(measureSession({ steps, minutes: 90 }, PROGRAMME)).toEqual({ plannedMinutes: 65, spareMinutes: 25 });
  expect(measureSession({ steps, minutes: 60 }, PROGRAMME)).toEqual({ plannedMinutes: 65, spareMinutes: -5 });
});

test('[WS62] the programme fits when every step has a session and no session is too short', () => {
  const first = { steps: ['welcome', 'evidence'], minutes: 35 };
  const second = { steps: ['whys'], minutes: 30 };
  expect(fitProgramme([first, second], PROGRAMME)).toEqual({ unplanned: [], overfull: 0 });
  expect(fitProgramme([first], PROGRAMME)).toEqual({ unplanned: ['whys'], overfull: 0 });
  expect(fitProgramme([first, { ...second, minutes: 29 }], PROGRAMME)).toEqual({
    unplanned: [],
    overfull: 1,
  });
});

test('[WS61] saving the same plan again is no change', () => {
  const { workshopId: _workshopId, id: _id, version: _version, ...plan } = v.parse(SessionForm, FORM);
  expect(isSamePlan(plan, { ...plan, steps: [...plan.steps] })).toBe(true);
  expect(isSamePlan(plan, { ...plan, place: 'Room 5' })).toBe(false);
});

test.each([
  ['a day that no calendar has', { startsOn: '2026-02-30' }],
  ['a time that no clock shows', { startsAt: '25:00' }],
  ['a zone that does not exist', { timeZone: 'Europe/Atlantis' }],
  ['no length', { minutes: '' }],
  ['a length of days', { minutes: '5000' }],
])('[WS61] %s is refused', (_title, change) => {
  expect(v.safeParse(SessionForm, FORM).success).toBe(true);
  expect(v.safeParse(SessionForm, { ...FORM, ...change }).success).toBe(false);
});
