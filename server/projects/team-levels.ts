import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';
import { findGaps, type MemberStanding, type TeamGap } from '#lib/people/team/team-gaps.ts';
import type { TeamNeed } from '#lib/people/team/team.ts';
import type { Queries } from '../database/engine.ts';
import { listCompetenceViews } from '../people/competence-store.ts';
import { listTeamNeeds } from '../people/team/team-store.ts';

/** Of a competence that the team's own list does not have, somebody who can do it alone is enough. */
const CAN_DO = 2;

/** Each competence that projects need, with the level that the team wants of it, once. */
export async function readWantedLevels(
  db: Queries,
  needs: readonly { competenceId: string; name: string }[],
): Promise<TeamNeed[]> {
  const listed = new Map((await listTeamNeeds(db)).map((need) => [need.competenceId, need]));
  const once = new Map(needs.map((need) => [need.competenceId, need]));
  return [...once.values()].map(
    ({ competenceId, name }) =>
      listed.get(competenceId) ?? { competenceId, name, wanted: CAN_DO, version: 0 },
  );
}

/**
 * How these competences stand among these people by what they say of themselves, as gaps of the team do [CX9]; null for
 * whoever may not know counts of levels [CX10].
 */
export async function readLevels(
  db: Queries,
  actor: Actor,
  team: readonly { id: string; name: string }[],
  needs: readonly TeamNeed[],
): Promise<TeamGap[] | null> {
  if (actor.kind !== 'person' || !isPermitted(standingsOf(actor), 'team.viewGaps')) return null;
  const ids = team.map(({ id }) => id);
  const views = await listCompetenceViews(db, ids.length > 0 ? ids : [actor.id]);
  const standings = new Map(
    needs.map(({ competenceId }) => [
      competenceId,
      team.map(({ id, name }): MemberStanding => {
        const own = views.get(id)?.get(competenceId)?.own ?? null;
        return { id, name, own, peers: null };
      }),
    ]),
  );
  return findGaps(needs, standings, { id: actor.id, isLead: actor.roles.includes('lead') });
}
