import * as v from 'valibot';
import type { ActionOf } from '#lib/audit/audit-action.ts';
import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import { MOST_TEAM_MEMBERS, TeamMemberForm } from '#lib/people/team/team.ts';
import { recordAudit } from '../../access/audit.ts';
import { requirePermission } from '../../access/require-permission.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import { undoable } from '../../undo/undoable.ts';
import { holdOrganisation } from '../department-store.ts';
import { findPerson } from '../store.ts';
import { KeptRatings, putRatingsBack } from './keep-ratings.ts';
import { readTeamRatings } from './rating-store.ts';
import * as store from './team-store.ts';

/** Takes somebody who is active into the CX team [CX2]; taken back as long as nobody rated them. */
export async function addTeamMember(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ personId: string; undoId: string | null }> {
  requirePermission(actor, 'team.manage');
  const { personId } = parseInput(TeamMemberForm, input);
  const undoId = await context.database.transaction(async (trx) => {
    await requirePlace(trx, personId);
    await store.insertTeamMember(trx, personId, context.clock());
    await audit(context, trx, actor, 'addMember', personId);
    return TEAM_JOIN_UNDO.keep(context, trx, actor, { personId });
  });
  tellMembers(context);
  return { personId, undoId };
}

/** Takes somebody out of the team, with all that they said and that was said of them [CX11]. Can be taken back. */
export async function removeTeamMember(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ undoId: string | null }> {
  requirePermission(actor, 'team.manage');
  const { personId } = parseInput(TeamMemberForm, input);
  const undoId = await context.database.transaction(async (trx) => {
    await holdOrganisation(trx);
    const ratings = await readTeamRatings(trx, { personId });
    const sinceMs = await store.deleteTeamMember(trx, personId);
    if (sinceMs === undefined) throw new AppError('not-found');
    await audit(context, trx, actor, 'removeMember', personId);
    return TEAM_LEAVE_UNDO.keep(context, trx, actor, { personId, sinceMs, ratings });
  });
  tellMembers(context);
  return { undoId };
}

export const TEAM_LEAVE_UNDO = undoable(
  'teamLeave',
  v.object({ personId: v.string(), sinceMs: v.number(), ratings: KeptRatings }),
  async (context: Context, trx, actor, { personId, sinceMs, ratings }) => {
    requirePermission(actor, 'team.manage');
    await requirePlace(trx, personId);
    await store.insertTeamMember(trx, personId, sinceMs);
    await putRatingsBack(trx, ratings);
    await audit(context, trx, actor, 'addMember', personId);
    return { after: () => tellMembers(context) };
  },
);

export const TEAM_JOIN_UNDO = undoable(
  'teamJoin',
  v.object({ personId: v.string() }),
  async (context: Context, trx, actor, { personId }) => {
    requirePermission(actor, 'team.manage');
    await holdOrganisation(trx);
    const said = await readTeamRatings(trx, { personId });
    // What was said meanwhile would be gone without an hour to think of it.
    if (Object.values(said).some((list) => list.length > 0))
      throw new AppError('conflict', { reason: 'people.team.ratedSince' });
    if ((await store.deleteTeamMember(trx, personId)) === undefined) throw new AppError('not-found');
    await audit(context, trx, actor, 'removeMember', personId);
    return { after: () => tellMembers(context) };
  },
);

/** Takes the team for this transaction; refuses who is not active, who is in it, and one too many. */
async function requirePlace(trx: Queries, personId: string): Promise<void> {
  await holdOrganisation(trx);
  const person = await findPerson(trx, { id: personId });
  if (!person?.isActive) throw new AppError('not-found');
  const members = await store.listTeamMembers(trx);
  if (members.some(({ id }) => id === personId))
    throw new AppError('conflict', { issues: [{ path: 'personId', message: 'people.team.alreadyIn' }] });
  if (members.length >= MOST_TEAM_MEMBERS)
    throw new AppError('conflict', {
      reason: 'people.team.membersFull',
      values: { limit: MOST_TEAM_MEMBERS },
    });
}

function tellMembers(context: Pick<Context, 'bus'>): void {
  context.bus.tell({ kind: 'team', id: 'team', action: 'members' });
}

async function audit(
  context: Context,
  trx: Queries,
  actor: Actor,
  action: ActionOf<'team'>,
  personId: string,
): Promise<void> {
  await recordAudit(trx, {
    atMs: context.clock(),
    actor,
    action: `team.${action}`,
    subject: { kind: 'person', id: personId },
  });
}
