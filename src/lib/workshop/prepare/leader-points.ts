import * as v from 'valibot';
import { flag } from '#lib/base/parse-input.ts';

/** What a leader of creative meetings has to bring along, as they say it of themselves [WS151]. */
export const LEADER_POINTS = ['strangers', 'satisfaction', 'quality', 'authority'] as const;
export type LeaderPoint = (typeof LEADER_POINTS)[number];

/** What a leader said, and what of it the invitations show. */
export interface LeaderChecklist {
  /** When the present leader said each; what another one said before counts no more. */
  said: Readonly<Partial<Record<LeaderPoint, number>>>;
  /** How many of the invited are not of the leader's department, of how many. */
  others: number;
  invited: number;
}

export const LeaderForm = v.object({
  workshopId: v.string(),
  point: v.picklist(LEADER_POINTS),
  isOn: flag,
});

/** What the leader has not said of themselves yet. */
export function missingLeaderPoints({ said }: Pick<LeaderChecklist, 'said'>): LeaderPoint[] {
  return LEADER_POINTS.filter((point) => said[point] === undefined);
}

/** How many of those who are invited work elsewhere than their leader: whom one leads without knowing them. */
export function countOthers(
  invited: readonly { personId: string; departmentName: string | null }[],
  leader: { id: string; departmentName: string | null },
): Pick<LeaderChecklist, 'others' | 'invited'> {
  const led = invited.filter(({ personId }) => personId !== leader.id);
  const others = led.filter(
    ({ departmentName }) => leader.departmentName === null || departmentName !== leader.departmentName,
  );
  return { others: others.length, invited: led.length };
}
