import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  actionsFor,
  COMMITMENT_ACTIONS,
  COMMITMENT_STATES,
  isKept,
  isOverdue,
  mayOf,
  stateAfter,
  type CommitmentStance,
  type CommitmentState,
} from './commitment.ts';

const TODAY = '2026-11-20';
const days = fc.option(fc.constantFrom('2026-11-19', TODAY, '2026-11-21'), { nil: null });
const states = fc.constantFrom(...COMMITMENT_STATES);
const stances: fc.Arbitrary<CommitmentStance> = fc.record({
  isOwner: fc.boolean(),
  isMaker: fc.boolean(),
  isOfSubject: fc.boolean(),
  isLead: fc.boolean(),
  ownedBy: fc.constantFrom('person', 'outside', 'nobody'),
});

test.each([
  ['2026-11-20', 'kept'],
  ['2026-11-21', 'kept'],
  ['2026-11-19', 'kept-late'],
  [null, 'kept'],
] as const)('[CM2] due on %s and kept on 20 November it is %s', (dueOn, state) => {
  expect(stateAfter({ state: 'open', dueOn }, 'keep', TODAY)).toBe(state);
});

test('[CM2] the day makes it late and never ends it', () => {
  expect(isOverdue({ state: 'open', dueOn: '2026-11-19' }, TODAY)).toBe(true);
  expect(isOverdue({ state: 'open', dueOn: TODAY }, TODAY)).toBe(false);
  expect(isOverdue({ state: 'broken', dueOn: '2026-11-19' }, TODAY)).toBe(false);
  expect(isOverdue({ state: 'open', dueOn: null }, TODAY)).toBe(false);
});

test('[CM2] whatever is done to one, it is in one of its states; what is ended opens again and nothing else', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...COMMITMENT_ACTIONS)), days, (actions, dueOn) => {
      let state: CommitmentState = 'open';
      for (const action of actions) {
        const next = stateAfter({ state, dueOn }, action, TODAY);
        if (next === null) continue;
        expect(COMMITMENT_STATES).toContain(next);
        // Only keeping it keeps it, and only opening it again opens it.
        if (isKept(next) && !isKept(state)) expect(action).toBe('keep');
        if (next === 'open' && state !== 'open') expect(action).toBe('reopen');
        if (next === 'kept') expect(dueOn === null || dueOn >= TODAY).toBe(true);
        state = next;
      }
    }),
  );
});

test('[CM8] who is nothing to it can at most take what nobody has', () => {
  fc.assert(
    fc.property(states, days, stances, (state, dueOn, stance) => {
      const nobody = { ...stance, isOwner: false, isMaker: false, isOfSubject: false, isLead: false };
      const offered = actionsFor({ state, dueOn }, nobody, TODAY);
      expect(offered.filter((action) => action !== 'take')).toEqual([]);
      if (stance.ownedBy !== 'nobody') expect(offered).toEqual([]);
      // What is offered is always possible and allowed.
      for (const action of actionsFor({ state, dueOn }, stance, TODAY)) {
        expect(stateAfter({ state, dueOn }, action, TODAY)).not.toBeNull();
        expect(mayOf(action, stance)).toBe(true);
      }
    }),
  );
});

test('[CM8] the owner keeps it and does not withdraw it; its maker the other way round', () => {
  const nobody = { isOwner: false, isMaker: false, isOfSubject: false, isLead: false } as const;
  const open = { state: 'open', dueOn: TODAY } as const;
  const offered = (change: Partial<CommitmentStance>) =>
    actionsFor(open, { ...nobody, ownedBy: 'person', ...change }, TODAY);
  expect(offered({ isOwner: true })).toEqual(['answer', 'move', 'keep', 'break']);
  expect(offered({ isMaker: true })).toEqual(['change', 'break', 'withdraw']);
  expect(offered({ isOfSubject: true })).toEqual(['change', 'answer', 'move', 'keep', 'break']);
  expect(offered({ isLead: true })).toEqual(['change', 'break', 'withdraw']);
  expect(offered({ isMaker: true, ownedBy: 'outside' })).toContain('keep');
});
