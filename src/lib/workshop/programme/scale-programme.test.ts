import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asId } from '#lib/base/ids.ts';
import type { WorkshopStep } from '../step.ts';
import { newStep, plannedMinutes, type Programme } from './programme.ts';
import {
  LEAST_STEP_MINUTES,
  LONGEST_STEP_MINUTES,
  scaleProgramme,
  type ProgrammeScale,
} from './scale-programme.ts';
import { BUILT_IN_PROGRAMMES, builtInPlan, planProgramme } from './template-programme.ts';

const idOf = (index: number) => asId<'step'>(`step-${index}`);

function programmeOf(steps: readonly Partial<WorkshopStep>[]): Programme {
  return steps.map((step, index) => ({
    ...newStep(idOf(index), 'whys', { title: 'Why', minutes: 10 }),
    ...step,
  }));
}

function scaled(programme: Programme, scale: ProgrammeScale): number[] {
  const result = scaleProgramme(programme, 'prepare', scale);
  if ('refusal' in result) throw new Error(result.refusal);
  return result.map(({ minutes }) => minutes);
}

describe('a programme stretched or shrunk as a whole', () => {
  test('[WS146] 130 minutes become 90 and 60, in proportion and exactly', () => {
    let count = 0;
    const programme = planProgramme(builtInPlan('130', 'en'), () => idOf(count++));
    expect(scaled(programme, { minutes: 90, unit: 1 })).toEqual([10, 14, 8, 6, 10, 21, 6, 8, 7]);
    expect(scaled(programme, { minutes: 60, unit: 1 }).reduce((sum, minutes) => sum + minutes)).toBe(60);
    expect(scaled(programme, { minutes: 260, unit: 1 })).toEqual([30, 40, 24, 16, 30, 60, 16, 24, 20]);
  });

  test('[WS146] in steps of five, and what is left over is not lost', () => {
    const programme = programmeOf([{ minutes: 20 }, { minutes: 10 }, { minutes: 30 }]);
    expect(scaled(programme, { minutes: 90, unit: 5 })).toEqual([30, 15, 45]);
    expect(scaled(programme, { minutes: 92, unit: 5 }).reduce((sum, minutes) => sum + minutes)).toBe(92);
  });

  test('[WS146] what was held, runs now or is skipped stays as it is', () => {
    const programme = programmeOf([
      { minutes: 25, enteredAtMs: 1 },
      { minutes: 15 },
      { minutes: 40, isSkipped: true },
      { minutes: 20 },
      { minutes: 20 },
    ]);
    const result = scaleProgramme(programme, idOf(1), { minutes: 60, unit: 1 });
    expect(Array.isArray(result) && result.map(({ minutes }) => minutes)).toEqual([25, 15, 40, 10, 10]);
  });

  test('[WS146] says between what it can be, at its bounds and beyond them', () => {
    const programme = programmeOf([{ minutes: 10 }, { minutes: 2 }]);
    const least = LEAST_STEP_MINUTES + 2;
    const most = 2 * LONGEST_STEP_MINUTES;
    expect(scaled(programme, { minutes: least, unit: 1 })).toEqual([LEAST_STEP_MINUTES, 2]);
    expect(scaled(programme, { minutes: most, unit: 5 })).toEqual([
      LONGEST_STEP_MINUTES,
      LONGEST_STEP_MINUTES,
    ]);
    for (const minutes of [least - 1, most + 1])
      expect(scaleProgramme(programme, 'prepare', { minutes, unit: 1 })).toEqual({
        refusal: 'out-of-range',
        least,
        most,
      });
    const one = programmeOf([{ minutes: 10 }]);
    expect(scaled(one, { minutes: LONGEST_STEP_MINUTES, unit: 1 })).toEqual([LONGEST_STEP_MINUTES]);
    expect(scaleProgramme(one, 'prepare', { minutes: LONGEST_STEP_MINUTES + 1, unit: 1 })).toMatchObject({
      refusal: 'out-of-range',
    });
    const held = programmeOf([{ enteredAtMs: 1 }, { isSkipped: true }]);
    expect(scaleProgramme(held, 'prepare', { minutes: 30, unit: 1 })).toMatchObject({
      refusal: 'nothing-to-scale',
    });
  });

  test('[WS146] whatever the programme: exact in sum, no step below its least, longer ones stay longer', () => {
    const step = fc.record({
      minutes: fc.integer({ min: 1, max: LONGEST_STEP_MINUTES }),
      isSkipped: fc.boolean(),
      enteredAtMs: fc.option(fc.constant(1), { freq: 2, nil: null }),
    });
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 2000 }),
        fc.constantFrom(1 as const, 5 as const),
        (steps, minutes, unit) => {
          const programme = programmeOf(steps);
          const result = scaleProgramme(programme, 'prepare', { minutes, unit });
          if ('refusal' in result) {
            const isThere = programme.some(
              ({ isSkipped, enteredAtMs }) => !isSkipped && enteredAtMs === null,
            );
            if (isThere) expect(minutes < result.least || minutes > result.most).toBe(true);
            return;
          }
          expect(plannedMinutes(result)).toBe(minutes);
          const free = programme.flatMap((before, index) => {
            const after = result[index];
            if (!after) throw new Error('a step is gone');
            if (before.isSkipped || before.enteredAtMs !== null) expect(after).toEqual(before);
            expect({ ...after, minutes: before.minutes }).toEqual(before);
            return before.isSkipped || before.enteredAtMs !== null
              ? []
              : [[before.minutes, after.minutes] as const];
          });
          for (const [before, after] of free) {
            expect(after).toBeGreaterThanOrEqual(Math.min(before, LEAST_STEP_MINUTES));
            expect(after).toBeLessThanOrEqual(LONGEST_STEP_MINUTES);
            for (const [otherBefore, otherAfter] of free)
              if (before > otherBefore) expect(after).toBeGreaterThanOrEqual(otherAfter - unit);
          }
        },
      ),
    );
  });

  test('[WS146] what it lasts already changes nothing', () => {
    for (const which of BUILT_IN_PROGRAMMES) {
      let count = 0;
      const programme = planProgramme(builtInPlan(which, 'pl'), () => idOf(count++));
      const before = programme.map(({ minutes }) => minutes);
      expect(scaled(programme, { minutes: plannedMinutes(programme), unit: 1 })).toEqual(before);
    }
  });
});

test('[WS142] the programmes of the product last what their names say, in both languages', () => {
  const lasts = BUILT_IN_PROGRAMMES.map((which) =>
    (['en', 'pl'] as const).map((language) =>
      builtInPlan(which, language).reduce((sum, { minutes }) => sum + minutes, 0),
    ),
  );
  expect(lasts).toEqual([
    [60, 60],
    [90, 90],
    [130, 130],
    [180, 180],
  ]);
  for (const which of BUILT_IN_PROGRAMMES) {
    const kinds = builtInPlan(which, 'en').map(({ kind }) => kind);
    expect([kinds[0], kinds.at(-1)]).toEqual(['welcome', 'wrapup']);
    expect(kinds.indexOf('write')).toBeLessThan(kinds.indexOf('vote'));
  }
});
