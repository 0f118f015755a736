import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  afterSessionAction,
  minutesOfRating,
  RATING_SESSION_ACTIONS,
  RATING_SESSION_KINDS,
  revealedRounds,
  revealsByItself,
  takesRatings,
  type RatingSessionFacts,
  type RatingSessionStand,
} from './rating-session.ts';

const day: RatingSessionStand = { kind: 'day', state: 'open', round: 1, endsOn: '2026-12-04' };
const live: RatingSessionStand = { ...day, kind: 'live', endsOn: null };
const facts: RatingSessionFacts = { today: '2026-12-04', raters: 5, finished: 4, disputed: 0 };

test('[IS45] a live session is shown by a press, one until a day after that day or when all have finished', () => {
  expect(afterSessionAction(live, 'reveal', { ...facts, finished: 0 })).toEqual({
    state: 'revealed',
    round: 1,
  });
  expect(afterSessionAction(day, 'reveal', facts)).toBeNull();
  expect(afterSessionAction(day, 'reveal', { ...facts, finished: 5 })).toMatchObject({ state: 'revealed' });
  expect(afterSessionAction(day, 'reveal', { ...facts, today: '2026-12-05' })).toMatchObject({
    state: 'revealed',
  });
  expect([revealsByItself(day, '2026-12-04'), revealsByItself(day, '2026-12-05')]).toEqual([false, true]);
  expect(revealsByItself(live, '2030-01-01')).toBe(false);
});

test('[IS46] a second round is for what the first disagreed about, once, and leaves the first when it is called off', () => {
  const revealed = { ...day, state: 'revealed' as const };
  expect(afterSessionAction(revealed, 'again', facts)).toBeNull();
  const second = afterSessionAction(revealed, 'again', { ...facts, disputed: 2 });
  expect(second).toEqual({ state: 'open', round: 2 });
  expect(revealedRounds({ state: 'open', round: 2 })).toBe(1);
  expect(afterSessionAction({ ...day, round: 2 }, 'cancel', facts)).toEqual({ state: 'revealed', round: 1 });
  const over = { ...revealed, round: 2 as const };
  expect(afterSessionAction(over, 'again', { ...facts, disputed: 2 })).toBeNull();
});

test('[HM2] [IS48] rating takes twenty seconds an issue', () => {
  expect([1, 3, 4, 60].map(minutesOfRating)).toEqual([1, 1, 2, 20]);
});

/** One step of a session's life. */
const step = fc.oneof(
  fc.record({ action: fc.constantFrom(...RATING_SESSION_ACTIONS) }),
  fc.record({ days: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ finished: fc.integer({ min: 0, max: 5 }) }),
);

test('[IS41] [IS46] whatever happens to a session, what is shown is never rated, and what was shown stays', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...RATING_SESSION_KINDS),
      fc.integer({ min: 0, max: 3 }),
      fc.array(step, { maxLength: 30 }),
      (kind, disputed, steps) => {
        let session: RatingSessionStand = {
          kind,
          state: 'open',
          round: 1,
          endsOn: kind === 'day' ? '2026-12-04' : null,
        };
        let known: RatingSessionFacts = { today: '2026-12-01', raters: 5, finished: 0, disputed };
        for (const happens of steps) {
          const before = revealedRounds(session);
          if ('days' in happens) {
            const date = new Date(Date.parse(known.today) + happens.days * 86_400_000);
            known = { ...known, today: date.toISOString().slice(0, 10) };
          } else if ('finished' in happens) known = { ...known, finished: happens.finished };
          else session = { ...session, ...afterSessionAction(session, happens.action, known) };
          const shown = revealedRounds(session);
          expect(shown).toBeGreaterThanOrEqual(before);
          // A round that takes ratings is not among those that are shown.
          if (takesRatings(session, known.today)) expect(session.round).toBeGreaterThan(shown);
          if (session.state === 'cancelled') expect(shown).toBe(0);
          if (session.round === 2) expect(shown).toBeGreaterThanOrEqual(1);
        }
      },
    ),
  );
});
