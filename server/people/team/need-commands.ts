import * as v from 'valibot';
import { auditedChanges, type AuditChange } from '#lib/audit/audit-change.ts';
import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { CompetenceId } from '#lib/people/competence.ts';
import type { Actor } from '#lib/people/person.ts';
import { moveTo } from '#lib/people/team/move-to.ts';
import { NeedChange, NeedForm, NeedRemoval, type TeamNeed } from '#lib/people/team/team.ts';
import { requirePermission } from '../../access/require-permission.ts';
import { staleError } from '../../access/stale-error.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import { undoable } from '../../undo/undoable.ts';
import { renameListed, takeCompetence } from '../competence-commands.ts';
import { holdOrganisation } from '../department-store.ts';
import { auditTeamEntry } from './audit-team-entry.ts';
import { KeptRatings, NO_RATINGS, putRatingsBack } from './keep-ratings.ts';
import { putNeedBack, requireRoomForNeed } from './put-need.ts';
import { readTeamRatings } from './rating-store.ts';
import * as store from './team-store.ts';

/**
 * Wants a competence in the team [CX3]: one of the organisation's list, found by its name, or a new one that
 * the list gets with it.
 */
export async function addTeamNeed(context: Context, actor: Actor, input: unknown): Promise<CompetenceId> {
  requirePermission(actor, 'team.manage');
  const form = parseInput(NeedForm, input);
  const id = await context.database.transaction((trx) => wantCompetence(context, trx, actor, form));
  tellTeam(context);
  return id;
}

/** Adds one need inside a transaction that holds the organisation or is about to. */
export async function wantCompetence(
  context: Context,
  trx: Queries,
  actor: Actor,
  { name, wanted }: v.InferOutput<typeof NeedForm>,
): Promise<CompetenceId> {
  const competence = await takeCompetence(context, trx, actor, name);
  const needs = await store.listTeamNeeds(trx);
  if (needs.some(({ competenceId }) => competenceId === competence.id))
    throw new AppError('conflict', { issues: [{ path: 'name', message: 'people.team.needTaken' }] });
  requireRoomForNeed(needs);
  await store.insertTeamNeed(trx, { competenceId: competence.id, wanted, position: needs.length });
  const changes = auditedChanges({}, { level: String(wanted) });
  await auditTeamEntry(context, trx, actor, 'addNeed', competence, changes);
  return competence.id;
}

/** Another name, level or place in the list; an older change is refused with the newer state. */
export async function changeTeamNeed(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'team.manage');
  const { competenceId, version, name, wanted, place } = parseInput(NeedChange, input);
  await context.database.transaction(async (trx) => {
    await holdOrganisation(trx);
    const needs = await store.listTeamNeeds(trx);
    const before = needs.find((need) => need.competenceId === competenceId);
    if (!before) throw new AppError('not-found');
    if (!(await store.updateTeamNeed(trx, competenceId, version, wanted)))
      throw await staleError(
        trx,
        actor,
        { kind: 'team', id: competenceId, actions: ['team.changeNeed'] },
        before,
      );
    if (name !== before.name) await renameListed(context, trx, actor, competenceId, name);
    if (place !== undefined)
      await store.setNeedOrder(
        trx,
        moveTo(
          needs.map((need) => need.competenceId),
          competenceId,
          place,
        ),
      );
    const changes: AuditChange[] = auditedChanges(levelOf(before), levelOf({ wanted }));
    await auditTeamEntry(context, trx, actor, 'changeNeed', { id: competenceId, name }, changes);
  });
  tellTeam(context);
}

/** Wants a competence no longer: what peers said of it goes, the organisation's list keeps it. Can be taken back. */
export async function removeTeamNeed(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ undoId: string | null }> {
  requirePermission(actor, 'team.manage');
  const { competenceId, version } = parseInput(NeedRemoval, input);
  const undoId = await context.database.transaction(async (trx) => {
    await holdOrganisation(trx);
    const needs = await store.listTeamNeeds(trx);
    const position = needs.findIndex((need) => need.competenceId === competenceId);
    const need = needs[position];
    if (!need) throw new AppError('not-found');
    if (need.version !== version) throw new AppError('stale', { current: need });
    const { peerLevels } = await readTeamRatings(trx, { competenceId });
    await store.deleteTeamNeed(trx, competenceId);
    await auditTeamEntry(context, trx, actor, 'removeNeed', { id: competenceId, name: need.name });
    const { name, wanted } = need;
    return TEAM_NEED_UNDO.keep(context, trx, actor, {
      ...{ competenceId, name, wanted, version, position },
      ratings: { ...NO_RATINGS, peerLevels },
    });
  });
  tellTeam(context);
  return { undoId };
}

export const TEAM_NEED_UNDO = undoable(
  'teamNeed',
  v.object({
    competenceId: v.string(),
    name: v.string(),
    wanted: v.number(),
    version: v.number(),
    position: v.number(),
    ratings: KeptRatings,
  }),
  async (context: Context, trx, actor, { name, ratings, ...need }) => {
    requirePermission(actor, 'team.manage');
    const listed = await takeCompetence(context, trx, actor, name);
    // Removed from the list meanwhile, or made anew there: that one is another, of which peers said nothing.
    const { competenceId } = need;
    await putNeedBack(trx, { ...need, competenceId: listed.id });
    if (listed.id === competenceId) await putRatingsBack(trx, ratings);
    await auditTeamEntry(context, trx, actor, 'addNeed', { id: listed.id, name });
    return { after: () => tellTeam(context) };
  },
);

const levelOf = ({ wanted }: Pick<TeamNeed, 'wanted'>): { level: string } => ({ level: String(wanted) });

export function tellTeam(context: Pick<Context, 'bus'>): void {
  context.bus.tell({ kind: 'team', id: 'team', action: 'change' });
}
