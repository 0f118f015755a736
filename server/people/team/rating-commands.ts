import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import { readOwnRating, readPeerRating, TeamMemberForm, type AskedOfTeam } from '#lib/people/team/team.ts';
import { recordAudit } from '../../access/audit.ts';
import { requirePerson } from '../../access/require-permission.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import { writeView } from '../competence-store.ts';
import * as ratings from './rating-store.ts';
import * as store from './team-store.ts';

/**
 * What a member says of themselves [CX5]: of competences it is their own view, wherever it is shown. What the
 * team no longer wants is passed over, and what the form did not ask stays.
 */
export async function rateOwnTeam(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'team.view');
  await context.database.transaction(async (trx) => {
    if (!(await store.isTeamMember(trx, actor.id))) throw new AppError('forbidden');
    const said = readOwnRating(input, await readAsked(trx));
    for (const [competenceId, level] of said.competences)
      await writeView(trx, { personId: actor.id, competenceId }, { own_level: level });
    for (const [requirementId, level] of said.requirements)
      await ratings.writeOwnLevel(trx, { personId: actor.id, requirementId, level });
    await recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: 'competence.rate',
      subject: { kind: 'person', id: actor.id },
    });
  });
}

/**
 * What a member says of a colleague in the team [CX5] [CX7]. No event and no line of the log: when somebody
 * said something would tell who did [CX12].
 */
export async function rateTeamPeer(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'team.view');
  const { personId } = parseInput(TeamMemberForm, input);
  await context.database.transaction(async (trx) => {
    if (personId === actor.id || !(await store.isTeamMember(trx, actor.id))) throw new AppError('forbidden');
    if (!(await store.isTeamMember(trx, personId))) throw new AppError('not-found');
    const said = readPeerRating(input, await readAsked(trx));
    const of = { raterId: actor.id, personId };
    for (const [competenceId, level] of said.competences)
      await ratings.writePeerLevel(trx, { ...of, competenceId, level });
    for (const [requirementId, word] of said.words)
      await ratings.writePeerWord(trx, { ...of, requirementId, word });
  });
}

async function readAsked(trx: Queries): Promise<AskedOfTeam> {
  return {
    competenceIds: (await store.listTeamNeeds(trx)).map(({ competenceId }) => competenceId),
    requirementIds: (await store.listTeamRequirements(trx)).map(({ id }) => id),
  };
}
