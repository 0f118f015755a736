import { expect, test } from 'vitest';
import { faultOfStageDay, outcomeFromOutside, standStages, type AskedStage } from './stage-course.ts';

const STAGES = [{ id: 'design' }, { id: 'pilot' }, { id: 'rollout' }];
const ask = (stageId: string, state: AskedStage['state'], askedAtMs = 1): AskedStage => ({
  stageId,
  state,
  askedAtMs,
});
const standings = (...asks: AskedStage[]) => standStages(STAGES, asks).map(({ standing }) => standing);

test('[PR50] one stage is worked on, and those behind it wait until it is accepted', () => {
  expect(standings()).toEqual(['open', 'waits', 'waits']);
  expect(standings(ask('design', 'asked'))).toEqual(['asked', 'waits', 'waits']);
  expect(standings(ask('design', 'accepted'))).toEqual(['accepted', 'open', 'waits']);
  expect(standings(ask('design', 'remarks'), ask('pilot', 'refused'))).toEqual([
    'remarks',
    'refused',
    'waits',
  ]);
  expect(standings(ask('design', 'refused'))).toEqual(['refused', 'waits', 'waits']);
});

test('[PR50] the newest answer about a stage counts, and what was taken back does not', () => {
  expect(standings(ask('design', 'accepted', 2), ask('design', 'refused', 1))[0]).toBe('accepted');
  expect(standings(ask('design', 'withdrawn', 2), ask('design', 'refused', 1))[0]).toBe('refused');
  expect(standings(ask('design', 'withdrawn'))[0]).toBe('open');
  // A stage that was put before it later does not take an acceptance away.
  expect(standings(ask('pilot', 'accepted'))).toEqual(['open', 'accepted', 'waits']);
});

test('[PR52] what is accepted with words outside is accepted with remarks', () => {
  expect(outcomeFromOutside('accepted', '')).toBe('accepted');
  expect(outcomeFromOutside('accepted', 'Mind the logo')).toBe('remarks');
  expect(outcomeFromOutside('refused', 'Too late')).toBe('refused');
});

test('[PR53] the last day of a stage lies within the days of the project', () => {
  const project = { startsOn: '2026-11-02', endsOn: '2027-03-31' };
  expect(faultOfStageDay('2026-11-01', project)).toBe('running.stageBeforeStart');
  expect(faultOfStageDay('2026-11-02', project)).toBeUndefined();
  expect(faultOfStageDay('2027-03-31', project)).toBeUndefined();
  expect(faultOfStageDay('2027-04-01', project)).toBe('running.stageAfterEnd');
});
