import type { Actor } from '#lib/people/person.ts';
import { DEFAULT_NEEDS, DEFAULT_REQUIREMENTS } from '#lib/people/team/team-defaults.ts';
import { requirePermission } from '../../access/require-permission.ts';
import type { Context } from '../../context.ts';
import { holdOrganisation } from '../department-store.ts';
import { tellTeam, wantCompetence } from './need-commands.ts';
import { askFor } from './requirement-commands.ts';
import { listTeamNeeds, listTeamRequirements } from './team-store.ts';

/**
 * Adds what such a team usually needs and asks, in the language of the organisation [CX3]; what is there
 * already under the same name stays as it is. All or nothing: one too many for a list is refused.
 */
export async function takeTeamDefaults(context: Context, actor: Actor): Promise<void> {
  requirePermission(actor, 'team.manage');
  const { locale } = context.settings.current;
  const lower = (list: readonly { name: string }[]): string[] => list.map(({ name }) => name.toLowerCase());
  await context.database.transaction(async (trx) => {
    await holdOrganisation(trx);
    const needs = lower(await listTeamNeeds(trx));
    for (const need of DEFAULT_NEEDS[locale])
      if (!needs.includes(need.name.toLowerCase())) await wantCompetence(context, trx, actor, need);
    const requirements = lower(await listTeamRequirements(trx));
    for (const name of DEFAULT_REQUIREMENTS[locale])
      if (!requirements.includes(name.toLowerCase())) await askFor(context, trx, actor, name);
  });
  tellTeam(context);
}
