import { AppError } from '#lib/base/errors.ts';
import { moveTo } from '#lib/people/team/move-to.ts';
import { MOST_TEAM_NEEDS, type TeamNeed } from '#lib/people/team/team.ts';
import type { Queries } from '../../database/engine.ts';
import * as store from './team-store.ts';

/** Puts a need back at the place that it had, where there is room and the team does not have it again. */
export async function putNeedBack(
  trx: Queries,
  need: { competenceId: string; wanted: number; version: number; position: number },
): Promise<void> {
  const needs = await store.listTeamNeeds(trx);
  const others = needs.map(({ competenceId }) => competenceId);
  if (others.includes(need.competenceId)) throw new AppError('conflict', { reason: 'people.team.needTaken' });
  requireRoomForNeed(needs);
  await store.insertTeamNeed(trx, need);
  await store.setNeedOrder(trx, moveTo([...others, need.competenceId], need.competenceId, need.position + 1));
}

/** There is room for one more on the team's list. */
export function requireRoomForNeed(needs: readonly TeamNeed[]): void {
  if (needs.length >= MOST_TEAM_NEEDS)
    throw new AppError('conflict', { reason: 'people.team.needsFull', values: { limit: MOST_TEAM_NEEDS } });
}
