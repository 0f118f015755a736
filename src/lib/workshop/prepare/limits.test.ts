import * as v from 'valibot';
import { expect, test } from 'vitest';
import { LONGEST_MINUTES, SessionForm } from './session.ts';

test('[WS61] a session is no longer than the longest', () => {
  const accepts = (minutes: number): boolean =>
    v.is(SessionForm, {
      ...{ workshopId: 'w', startsOn: '2026-12-01', startsAt: '09:00', timeZone: 'Europe/Warsaw' },
      ...{ minutes, place: 'Room 4' },
    });
  expect([accepts(LONGEST_MINUTES), accepts(LONGEST_MINUTES + 1)]).toEqual([true, false]);
});
