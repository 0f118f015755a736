import * as v from 'valibot';
import { auditedChanges } from '#lib/audit/audit-change.ts';
import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import { moveTo } from '#lib/people/team/move-to.ts';
import {
  MOST_TEAM_REQUIREMENTS,
  RequirementChange,
  RequirementForm,
  RequirementRemoval,
  type RequirementId,
  type TeamRequirement,
} from '#lib/people/team/team.ts';
import { requirePermission } from '../../access/require-permission.ts';
import { staleError } from '../../access/stale-error.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import { undoable } from '../../undo/undoable.ts';
import { holdOrganisation } from '../department-store.ts';
import { auditTeamEntry } from './audit-team-entry.ts';
import { KeptRatings, NO_RATINGS, putRatingsBack } from './keep-ratings.ts';
import { tellTeam } from './need-commands.ts';
import { readTeamRatings } from './rating-store.ts';
import * as store from './team-store.ts';

/** Asks one thing more of everybody in the team [CX7]. */
export async function addTeamRequirement(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<RequirementId> {
  requirePermission(actor, 'team.manage');
  const { name } = parseInput(RequirementForm, input);
  const id = await context.database.transaction((trx) => askFor(context, trx, actor, name));
  tellTeam(context);
  return id;
}

/** Adds one requirement inside a transaction. */
export async function askFor(
  context: Context,
  trx: Queries,
  actor: Actor,
  name: string,
): Promise<RequirementId> {
  const requirements = await requireFreeName(trx, name);
  requireRoom(requirements);
  const id = newId<'requirement'>();
  await store.insertRequirement(trx, { id, name, position: requirements.length });
  await auditTeamEntry(context, trx, actor, 'addRequirement', { id, name });
  return id;
}

/** Another wording or place in the list; an older change is refused with the newer state. */
export async function changeTeamRequirement(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'team.manage');
  const { requirementId, version, name, place } = parseInput(RequirementChange, input);
  await context.database.transaction(async (trx) => {
    const requirements = await requireFreeName(trx, name, requirementId);
    const before = requirements.find(({ id }) => id === requirementId);
    if (!before) throw new AppError('not-found');
    if (!(await store.updateRequirement(trx, requirementId, version, name)))
      throw await staleError(
        trx,
        actor,
        { kind: 'team', id: requirementId, actions: ['team.changeRequirement'] },
        before,
      );
    if (place !== undefined)
      await store.setRequirementOrder(
        trx,
        moveTo(
          requirements.map(({ id }) => id),
          before.id,
          place,
        ),
      );
    const changes = auditedChanges({ name: before.name }, { name });
    await auditTeamEntry(context, trx, actor, 'changeRequirement', { id: requirementId, name }, changes);
  });
  tellTeam(context);
}

/** Asks for something no longer, with all that was said of it. Can be taken back. */
export async function removeTeamRequirement(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ undoId: string | null }> {
  requirePermission(actor, 'team.manage');
  const { requirementId, version } = parseInput(RequirementRemoval, input);
  const undoId = await context.database.transaction(async (trx) => {
    await holdOrganisation(trx);
    const requirements = await store.listTeamRequirements(trx);
    const position = requirements.findIndex(({ id }) => id === requirementId);
    const requirement = requirements[position];
    if (!requirement) throw new AppError('not-found');
    if (requirement.version !== version) throw new AppError('stale', { current: requirement });
    const said = await readTeamRatings(trx, { requirementId });
    await store.deleteRequirement(trx, requirementId);
    await auditTeamEntry(context, trx, actor, 'removeRequirement', requirement);
    const ratings = { ...NO_RATINGS, peerWords: said.peerWords, ownLevels: said.ownLevels };
    return TEAM_REQUIREMENT_UNDO.keep(context, trx, actor, { ...requirement, position, ratings });
  });
  tellTeam(context);
  return { undoId };
}

export const TEAM_REQUIREMENT_UNDO = undoable(
  'teamRequirement',
  v.object({
    id: v.string(),
    name: v.string(),
    version: v.number(),
    position: v.number(),
    ratings: KeptRatings,
  }),
  async (context: Context, trx, actor, { ratings, ...requirement }) => {
    requirePermission(actor, 'team.manage');
    const others = await requireFreeName(trx, requirement.name);
    requireRoom(others);
    await store.insertRequirement(trx, requirement);
    const order = moveTo<string>(
      [...others.map(({ id }) => id), requirement.id],
      requirement.id,
      requirement.position + 1,
    );
    await store.setRequirementOrder(trx, order);
    await putRatingsBack(trx, ratings);
    await auditTeamEntry(context, trx, actor, 'addRequirement', requirement);
    return { after: () => tellTeam(context) };
  },
);

/** Takes the lists for this transaction and refuses a wording that is there; returns what is asked now. */
async function requireFreeName(trx: Queries, name: string, except?: string): Promise<TeamRequirement[]> {
  await holdOrganisation(trx);
  const known = await store.listTeamRequirements(trx);
  if (known.some((other) => other.id !== except && other.name.toLowerCase() === name.toLowerCase()))
    throw new AppError('conflict', { issues: [{ path: 'name', message: 'people.team.requirementTaken' }] });
  return known;
}

function requireRoom(known: readonly TeamRequirement[]): void {
  if (known.length >= MOST_TEAM_REQUIREMENTS)
    throw new AppError('conflict', {
      reason: 'people.team.requirementsFull',
      values: { limit: MOST_TEAM_REQUIREMENTS },
    });
}
