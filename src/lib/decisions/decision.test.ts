import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { DecisionNewForm, LONGEST_OPTION } from './decision-forms.ts';
import {
  DECISION_ACTIONS,
  DECISION_STATES,
  decisionActionsFor,
  isSettled,
  mayActOn,
  MOST_CONCERNED,
  MOST_DECIDERS,
  stateAfterAction,
  type DecisionStance,
} from './decision.ts';
import {
  EMPTY_GRID,
  MOST_CRITERIA,
  MOST_OPTIONS_COMPARED,
  withLines,
  withNotes,
  wordsOfGrid,
} from './option-grid.ts';

const NOBODY: DecisionStance = {
  isProposer: false,
  isDecider: false,
  isToRead: false,
  isToVote: false,
  isManager: false,
};

describe('steps', () => {
  test('[DE2] each action leads from the states that it fits to one of the states', () => {
    expect(stateAfterAction('open', 'openPoll')).toBe('poll');
    expect(stateAfterAction('poll', 'closePoll')).toBe('open');
    expect(stateAfterAction('poll', 'decide')).toBeNull();
    expect(stateAfterAction('poll', 'change')).toBeNull();
    expect(stateAfterAction('open', 'decide')).toBe('decided');
    expect(stateAfterAction('decided', 'supersede')).toBe('superseded');
    expect(stateAfterAction('open', 'withdraw')).toBe('withdrawn');
    expect(stateAfterAction('withdrawn', 'reopen')).toBe('open');
    for (const state of DECISION_STATES)
      for (const action of DECISION_ACTIONS) {
        const next = stateAfterAction(state, action);
        if (next !== null) expect(DECISION_STATES).toContain(next);
      }
    expect(DECISION_ACTIONS.every((action) => stateAfterAction('superseded', action) === null)).toBe(true);
    expect(DECISION_STATES.filter(isSettled)).toEqual(['decided', 'superseded', 'withdrawn']);
  });

  test('[DE3] deciders decide, proposer and leads do the rest, and who is only there does nothing', () => {
    expect(DECISION_ACTIONS.filter((action) => mayActOn(action, NOBODY))).toEqual([]);
    expect(decisionActionsFor('open', { ...NOBODY, isDecider: true })).toEqual(['decide']);
    expect(decisionActionsFor('open', { ...NOBODY, isManager: true })).not.toContain('decide');
    expect(decisionActionsFor('open', { ...NOBODY, isProposer: true })).toEqual([
      'openPoll',
      'answer',
      'change',
      'withdraw',
    ]);
    expect(decisionActionsFor('poll', { ...NOBODY, isToVote: true })).toEqual(['vote']);
    expect(decisionActionsFor('decided', { ...NOBODY, isToRead: true })).toEqual(['read']);
    expect(decisionActionsFor('decided', { ...NOBODY, isDecider: true })).toEqual([
      'hold',
      'supersede',
      'tell',
    ]);
  });
});

describe('options against criteria', () => {
  let made = 0;
  const makeId = (): string => `line-${++made}`;

  test('[DE1] a changed line keeps what stood at its place, a moved one what stood beside it', () => {
    const lines = { options: ['By phone', 'By mail'], criteria: ['Cost', 'Speed'] };
    const first = withLines(EMPTY_GRID, lines, makeId);
    const filled = withNotes(first, ['dear', 'fast', 'cheap', 'slow'], [2, 0]);
    expect(filled?.options).toMatchObject([
      { text: 'By phone', notes: ['dear', 'fast'] },
      { text: 'By mail', notes: ['cheap', 'slow'] },
    ]);
    if (!filled) return;
    const changed = withLines(
      filled,
      { options: ['By mail', 'By telephone', 'By chat'], criteria: ['Speed', 'Price'] },
      makeId,
    );
    expect(changed.options.map(({ text, notes }) => [text, ...notes])).toEqual([
      // The line at whose place it stood is gone: what was there belongs to its own words.
      ['By mail', 'slow', ''],
      ['By telephone', '', ''],
      ['By chat', '', ''],
    ]);
    const renamed = withLines(
      filled,
      { options: ['By telephone', 'By mail'], criteria: ['Price', 'Speed'] },
      makeId,
    );
    expect(renamed.options[0]).toMatchObject({
      id: filled.options[0]?.id,
      text: 'By telephone',
      notes: ['dear', 'fast'],
    });
    expect(renamed.criteria[0]).toMatchObject({ text: 'Price', weight: 2 });
    expect(withNotes(filled, ['one'], [0, 0])).toBeNull();
    expect(wordsOfGrid(filled)).toContain('cheap');
  });

  const form = (change: Record<string, unknown>) =>
    v.safeParse(DecisionNewForm, { question: 'Which way?', deciderIds: ['a'], ...change });
  const many = (count: number): string => Array.from({ length: count }, (_, at) => `Line ${at}`).join('\n');

  test('[DE1] lines and people have their limits', () => {
    expect(form({ options: many(MOST_OPTIONS_COMPARED) }).success).toBe(true);
    expect(form({ options: many(MOST_OPTIONS_COMPARED + 1) }).success).toBe(false);
    expect(form({ criteria: many(MOST_CRITERIA) }).success).toBe(true);
    expect(form({ criteria: many(MOST_CRITERIA + 1) }).success).toBe(false);
    expect(form({ options: 'x'.repeat(LONGEST_OPTION) }).success).toBe(true);
    expect(form({ options: 'x'.repeat(LONGEST_OPTION + 1) }).success).toBe(false);
    expect(form({ options: 'Same\n Same ' }).success).toBe(false);
    const ids = (count: number) => Array.from({ length: count }, (_, at) => `p${at}`);
    expect(form({ deciderIds: ids(MOST_DECIDERS) }).success).toBe(true);
    expect(form({ deciderIds: ids(MOST_DECIDERS + 1) }).success).toBe(false);
    expect(form({ deciderIds: [] }).success).toBe(false);
    expect(form({ readerIds: ids(MOST_CONCERNED) }).success).toBe(true);
    expect(form({ readerIds: ids(MOST_CONCERNED + 1) }).success).toBe(false);
  });
});
