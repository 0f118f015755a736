import { sharedLeaves } from './away.ts';
import type { LeaveDays } from './leave.ts';

/**
 * What somebody has to do with on certain days. A project, a round with two mentors and signing have others who
 * could do it; a mentor's tours, one's own shifts and standing in for a director wait for this person alone.
 */
export const DUTY_KINDS = ['project', 'round', 'signing', 'mentor', 'shift', 'standIn'] as const;
export type DutyKind = (typeof DUTY_KINDS)[number];

export interface Duty {
  kind: DutyKind;
  /** What it is called: a project, a round, or the director whom somebody stands in for. */
  title: string;
  href: string | null;
  /** The days that it is about. */
  days: readonly LeaveDays[];
  /** Those who could do it instead, with when they are away; null where it waits for this person alone. */
  others: readonly { name: string; leaves: readonly LeaveDays[] }[] | null;
}

/** Days of a leave on which a duty has nobody [LE7]. */
export interface Collision extends LeaveDays {
  kind: DutyKind;
  title: string;
  href: string | null;
  /** Who else is away; empty where nobody else could do it. */
  names: readonly string[];
}

/** With which duties a leave collides, the first days of each: seen before it is entered, and as long as it lasts. */
export function collisionsOf(leave: LeaveDays, duties: readonly Duty[]): Collision[] {
  return duties.flatMap(({ kind, title, href, days, others }): Collision[] => {
    const away = others === null ? [] : others.map(({ leaves }) => leaves);
    const [first] = sharedLeaves([[leave], days, ...away]);
    if (!first || others?.length === 0) return [];
    return [{ kind, title, href, names: (others ?? []).map(({ name }) => name), ...first }];
  });
}
