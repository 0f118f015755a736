import * as v from 'valibot';
import type { ActionOf } from '#lib/audit/audit-action.ts';
import { auditedChanges, type AuditChange } from '#lib/audit/audit-change.ts';
import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import {
  CompetenceChange,
  CompetenceForm,
  CompetenceRating,
  CompetenceRemoval,
  MOST_COMPETENCES,
  type CompetenceId,
  type CompetenceView,
} from '#lib/people/competence.ts';
import type { Actor } from '#lib/people/person.ts';
import { recordAudit } from '../access/audit.ts';
import { requirePermission, requirePerson } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { undoable } from '../undo/undoable.ts';
import { byName } from './by-name.ts';
import * as store from './competence-store.ts';
import { holdOrganisation } from './department-store.ts';
import { listLedBy } from './manager-store.ts';
import { findPerson, listPeople } from './store.ts';
import { KeptRatings, NO_RATINGS, putRatingsBack } from './team/keep-ratings.ts';
import { putNeedBack } from './team/put-need.ts';
import { readTeamRatings } from './team/rating-store.ts';
import { listTeamNeeds } from './team/team-store.ts';

/** One person with what is said of each competence, by its id. */
export interface PersonCompetences {
  id: string;
  name: string;
  views: Readonly<Record<string, CompetenceView>>;
}

/** The list of the organisation, and of people whatever this reader may see [PE44]. */
export interface Competences {
  competences: store.CompetenceRow[];
  mine: PersonCompetences | null;
  /** Those whom the reader leads. */
  team: PersonCompetences[];
  /** Everybody who is active, for leads. */
  everybody: PersonCompetences[] | null;
}

export async function getCompetences(context: Context, actor: Actor): Promise<Competences> {
  requirePerson(actor, 'profile.edit');
  const competences = byName(actor, await store.listCompetences(context.db));
  const led = byName(actor, await listLedBy(context.db, actor.id));
  const isLead = actor.roles.includes('lead');
  const active = (await listPeople(context.db)).filter(({ isActive }) => isActive);
  const views = await store.listCompetenceViews(
    context.db,
    isLead ? undefined : [actor.id, ...led.map(({ id }) => id)],
  );
  const withViews = ({ id, name }: { id: string; name: string }): PersonCompetences => ({
    id,
    name,
    views: Object.fromEntries(views.get(id) ?? []),
  });
  return {
    competences,
    mine: withViews(actor),
    team: led.map(withViews),
    everybody: isLead ? byName(actor, active).map(withViews) : null,
  };
}

export async function addCompetence(context: Context, actor: Actor, input: unknown): Promise<CompetenceId> {
  requirePermission(actor, 'people.manage');
  const { name } = parseInput(CompetenceForm, input);
  const id = newId<'competence'>();
  await context.database.transaction(async (trx) => {
    await requireRoom(trx, name);
    await store.insertCompetence(trx, { id, name });
    await audit(context, trx, actor, 'add', { id, name });
  });
  return id;
}

export async function renameCompetence(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'people.manage');
  const { competenceId, version, name } = parseInput(CompetenceChange, input);
  await context.database.transaction(async (trx) => {
    const before = await requireFreeName(trx, name, competenceId);
    if (!before) throw new AppError('not-found');
    if (!(await store.renameCompetence(trx, competenceId, version, name)))
      throw new AppError('stale', { current: before });
    await audit(context, trx, actor, 'change', { id: competenceId, name }, auditedChanges(before, { name }));
  });
}

/** Takes a competence off the list, with all that was said of it. Can be taken back. */
export async function removeCompetence(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ undoId: string | null }> {
  requirePermission(actor, 'people.manage');
  const { competenceId, version } = parseInput(CompetenceRemoval, input);
  return context.database.transaction(async (trx) => {
    const competence = (await store.listCompetences(trx)).find(({ id }) => id === competenceId);
    if (!competence) throw new AppError('not-found');
    if (competence.version !== version) throw new AppError('stale', { current: competence });
    // It goes from the CX team's list as well, with what peers said of it.
    const needs = await listTeamNeeds(trx);
    const position = needs.findIndex((needed) => needed.competenceId === competenceId);
    const needed = needs[position];
    const { peerLevels } = await readTeamRatings(trx, { competenceId });
    const views = await store.deleteCompetence(trx, competenceId);
    await audit(context, trx, actor, 'remove', competence);
    const need = needed ? { wanted: needed.wanted, version: needed.version, position, peerLevels } : null;
    return { undoId: await COMPETENCE_UNDO.keep(context, trx, actor, { ...competence, views, need }) };
  });
}

/** A competence of this name: the one of the list in whatever case, or a new one that the list gets [CX3]. */
export async function takeCompetence(
  context: Context,
  trx: Queries,
  actor: Actor,
  name: string,
): Promise<Pick<store.CompetenceRow, 'id' | 'name'>> {
  await holdOrganisation(trx);
  const known = (await store.listCompetences(trx)).find((competence) => isSameName(competence.name, name));
  if (known) return known;
  await requireRoom(trx, name);
  const added = { id: newId<'competence'>(), name };
  await store.insertCompetence(trx, added);
  await audit(context, trx, actor, 'add', added);
  return added;
}

/** Renames a competence of the list in its newest version, for whoever changes it where the team needs it [CX3]. */
export async function renameListed(
  context: Context,
  trx: Queries,
  actor: Actor,
  competenceId: string,
  name: string,
): Promise<void> {
  const before = await requireFreeName(trx, name, competenceId);
  if (!before) throw new AppError('not-found');
  await store.renameCompetence(trx, competenceId, before.version, name);
  await audit(context, trx, actor, 'change', { id: competenceId, name }, auditedChanges(before, { name }));
}

export const COMPETENCE_UNDO = undoable(
  'competence',
  v.object({
    id: v.string(),
    name: v.string(),
    version: v.number(),
    views: v.array(
      v.object({
        personId: v.string(),
        own: v.nullable(v.number()),
        manager: v.nullable(v.number()),
        managerName: v.nullable(v.string()),
      }),
    ),
    /** Where the CX team needed it: how far, and what peers said. */
    need: v.optional(
      v.nullable(
        v.object({
          wanted: v.number(),
          version: v.number(),
          position: v.number(),
          peerLevels: KeptRatings.entries.peerLevels,
        }),
      ),
      null,
    ),
  }),
  async (context: Context, trx, actor, { views, need, ...competence }) => {
    requirePermission(actor, 'people.manage');
    await requireRoom(trx, competence.name);
    await store.insertCompetence(trx, competence);
    await store.insertViews(trx, competence.id, views);
    if (need) {
      const { peerLevels, ...place } = need;
      await putNeedBack(trx, { ...place, competenceId: competence.id });
      await putRatingsBack(trx, { ...NO_RATINGS, peerLevels });
    }
    await audit(context, trx, actor, 'add', competence);
    return {};
  },
);

/** What somebody says of their own competence, or a manager of that of somebody they lead [PE43]. */
export async function rateCompetence(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'profile.edit');
  const { personId, competenceId, level } = parseInput(CompetenceRating, input);
  await context.database.transaction(async (trx) => {
    const person = await findPerson(trx, { id: personId });
    const isOwn = personId === actor.id;
    if (!isOwn && person?.managerId !== actor.id) throw new AppError('forbidden');
    const isThere = (await store.listCompetences(trx)).some(({ id }) => id === competenceId);
    if (!isThere) throw new AppError('not-found');
    const view = isOwn
      ? { own_level: level }
      : { manager_level: level, manager_name: level === null ? null : actor.name };
    await store.writeView(trx, { personId, competenceId }, view);
    // That somebody said something, and not what: the log is read by those who may not see the levels.
    await recordAudit(trx, {
      atMs: context.clock(),
      actor,
      action: 'competence.rate',
      subject: { kind: 'person', id: personId },
    });
  });
}

/** There is room for one more of this name. */
async function requireRoom(trx: Queries, name: string): Promise<void> {
  await requireFreeName(trx, name);
  if ((await store.listCompetences(trx)).length >= MOST_COMPETENCES)
    throw new AppError('conflict', { reason: 'people.competencesFull', values: { limit: MOST_COMPETENCES } });
}

/** Takes the list for this transaction and refuses a name that is there; returns the one that is changed. */
async function requireFreeName(
  trx: Queries,
  name: string,
  except?: string,
): Promise<store.CompetenceRow | undefined> {
  await holdOrganisation(trx);
  const known = await store.listCompetences(trx);
  const isTaken = known.some((competence) => competence.id !== except && isSameName(competence.name, name));
  if (isTaken)
    throw new AppError('conflict', { issues: [{ path: 'name', message: 'people.competenceTaken' }] });
  return known.find(({ id }) => id === except);
}

const isSameName = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase();

async function audit(
  context: Context,
  trx: Queries,
  actor: Actor,
  action: ActionOf<'competence'>,
  { id, name }: { id: string; name: string },
  changes: readonly AuditChange[] = [],
): Promise<void> {
  await recordAudit(trx, {
    atMs: context.clock(),
    actor,
    action: `competence.${action}`,
    subject: { kind: 'competence', id, name },
    details: { changes },
  });
}
