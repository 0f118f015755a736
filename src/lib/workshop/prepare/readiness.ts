import { missingBriefParts, type Brief } from './brief.ts';
import { FEWEST_DEPARTMENTS, type Coverage } from './coverage.ts';
import type { Knowledge } from './invitation-mail.ts';
import { missingLeaderPoints, type LeaderChecklist } from './leader-points.ts';
import { fitProgramme, type Session } from './session.ts';
import type { WorkshopStep } from '../step.ts';

/** What a workshop should have before it begins [WS67]. */
export const READINESS_ITEMS = [
  'brief',
  'leader',
  'sessions',
  'fit',
  'seats',
  'departments',
  'evidence',
  'bones',
  'guests',
  'invitations',
] as const;
export type ReadinessItem = (typeof READINESS_ITEMS)[number];
export type ReadinessState = 'done' | 'missing' | 'not-needed';

/** One line of the checklist. */
export interface ReadinessCheck {
  item: ReadinessItem;
  state: ReadinessState;
  /** How much is missing, where that can be counted; 0 otherwise. */
  count: number;
}

/** What the checklist looks at. */
export interface ReadinessFacts {
  brief: Brief;
  leader: Pick<LeaderChecklist, 'said'>;
  sessions: readonly Session[];
  programme: readonly WorkshopStep[];
  coverage: Coverage;
  packed: number;
  bones: number;
  /** What each invited person has in their mail. */
  knowledge: readonly Knowledge[];
  hasMail: boolean;
}

/** Goes through everything that a workshop should have, in the order in which one prepares it. */
export function checkReadiness(facts: ReadinessFacts): ReadinessCheck[] {
  return READINESS_ITEMS.map((item) => ({ item, ...CHECKS[item](facts) }));
}

/** How many of the checks that are needed are done. */
export function countReady(checks: readonly ReadinessCheck[]): { done: number; needed: number } {
  const needed = checks.filter(({ state }) => state !== 'not-needed');
  return { done: needed.filter(({ state }) => state === 'done').length, needed: needed.length };
}

type Check = (facts: ReadinessFacts) => { state: ReadinessState; count: number };

const CHECKS: Readonly<Record<ReadinessItem, Check>> = {
  brief: ({ brief }) => missing(missingBriefParts(brief).length),
  leader: ({ leader }) => missing(missingLeaderPoints(leader).length),
  sessions: ({ sessions }) => missing(heldOf(sessions).length > 0 ? 0 : 1),
  fit({ sessions, programme }) {
    const held = heldOf(sessions);
    // Without a session there is nothing to fit into; that is another line of the list.
    if (held.length === 0) return { state: 'missing', count: 0 };
    const { unplanned, overfull } = fitProgramme(held, programme);
    return missing(unplanned.length + overfull);
  },
  seats: ({ coverage }) => missing(coverage.freeSeats.length),
  departments: ({ coverage }) => missing(Math.max(0, FEWEST_DEPARTMENTS - coverage.invited.length)),
  // A workshop that never looks at figures together needs none.
  evidence: ({ packed, programme }) =>
    programme.some(({ kind, isSkipped }) => kind === 'evidence' && !isSkipped)
      ? missing(packed > 0 ? 0 : 1)
      : { state: 'not-needed', count: 0 },
  bones: ({ bones }) => missing(bones > 0 ? 0 : 1),
  // The code itself is always there; whether guests come is what somebody has to say.
  guests: ({ brief }) =>
    brief.guests === 'none'
      ? { state: 'not-needed', count: 0 }
      : missing(brief.guests === 'expected' ? 0 : 1),
  invitations({ knowledge, hasMail, sessions }) {
    if (!hasMail) return { state: 'not-needed', count: 0 };
    if (knowledge.length === 0 || heldOf(sessions).length === 0) return { state: 'missing', count: 0 };
    return missing(knowledge.filter((known) => known !== 'current').length);
  },
};

function missing(count: number): { state: ReadinessState; count: number } {
  return { state: count === 0 ? 'done' : 'missing', count };
}

function heldOf(sessions: readonly Session[]): Session[] {
  return sessions.filter(({ isCancelled }) => !isCancelled);
}
