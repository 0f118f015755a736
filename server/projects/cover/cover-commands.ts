import { auditedChanges } from '#lib/audit/audit-change.ts';
import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import type { Actor } from '#lib/people/person.ts';
import {
  CARRIED_STATES,
  currentOn,
  handoverItems,
  handoverRole,
  HELD_STATES,
  mayChangeHolders,
  refusalToCover,
  weeksBehind,
  type HandoverItem,
} from '#lib/projects/cover/cover.ts';
import { GiveBackForm, HandoverNotes, TakeOverForm } from '#lib/projects/cover/cover-forms.ts';
import { isAccepted, standStages } from '#lib/projects/running/stage-course.ts';
import { requirePermission, requirePerson } from '../../access/require-permission.ts';
import { listCommitments } from '../../commitments/commands.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import { addNotices, finishNotices, type NewNotice, type TellInboxes } from '../../notify/notice-commands.ts';
import { findCharter } from '../charter/charter-store.ts';
import { audit } from '../move-project.ts';
import { readSight } from '../readers.ts';
import { readProjectRules } from '../rules-store.ts';
import { plannedStages } from '../running/accepted-stages.ts';
import { listRecoveries } from '../running/recovery-store.ts';
import { listStageAsks } from '../running/stage-store.ts';
import * as store from '../store.ts';
import * as covers from './cover-store.ts';
import { readKnowledge } from './read-knowledge.ts';

/** Who answers for a project, how well the deputy knows it, and what is handed over; words are for those inside. */
export interface SeenCover {
  /** For whom it is done; null where nobody is named, and for those who do not read inside. */
  sponsor: { id: string; name: string } | null;
  /** Null while the owner answers for it themselves. */
  active: covers.CoverRow | null;
  /** What was taken over and given back before, the newest first. */
  past: covers.CoverRow[];
  /** Until when the deputy is up to date, and for how many weeks they are behind; 0 while they are not. */
  deputy: { currentOn: string; weeksBehind: number; allowedWeeks: number };
  /** The lists of leaves that come or last, with what is due by their ends. */
  handovers: (covers.HandoverRow & {
    /** Whether who leaves carries the project, or stands behind its owner. */
    role: ReturnType<typeof handoverRole>;
    items: HandoverItem[];
    mayWrite: boolean;
  })[];
  today: string;
  may: { markRead: boolean; takeOver: boolean; giveBack: boolean; change: boolean };
}

export async function getCover(context: Context, actor: Actor, projectId: string): Promise<SeenCover> {
  requirePermission(actor, 'project.view');
  const { db } = context;
  const project = await store.findProject(db, projectId);
  const sight = await readSight(db, actor);
  if (!project || !sight.isSeen(project)) throw new AppError('not-found');
  const isInside = sight.isInside(project);
  const today = todayOf(context);
  const all = (await covers.listCovers(db, projectId)).map((row) =>
    isInside ? row : { ...row, reason: '', note: '' },
  );
  const active = all.find(({ returnedAtMs }) => returnedAtMs === null) ?? null;
  const { deputyWeeks } = await readProjectRules(db);
  const knows = (await readKnowledge(context, [project])).get(projectId);
  const readerId = actor.kind === 'person' ? actor.id : null;
  const isCarried = CARRIED_STATES.includes(project.state);
  const charter = isInside ? await findCharter(db, projectId) : undefined;
  return {
    sponsor: charter?.sponsorId ? { id: charter.sponsorId, name: charter.sponsorName ?? '' } : null,
    active,
    past: all.filter(({ returnedAtMs }) => returnedAtMs !== null),
    deputy: {
      currentOn: knows ? currentOn(knows) : project.startsOn,
      weeksBehind: knows && isCarried ? weeksBehind(knows, deputyWeeks, today) : 0,
      allowedWeeks: deputyWeeks,
    },
    handovers: isInside
      ? await readHandovers(context, actor, { ...project, coveredById: active?.byId ?? null }, today)
      : [],
    today,
    may: {
      markRead: readerId === project.deputyId && isCarried,
      takeOver:
        readerId !== null &&
        refusalToCover(readerId, { ...project, isCovered: active !== null }) === undefined,
      giveBack: active !== null && readerId !== null && [active.forId, active.byId].includes(readerId),
      change:
        actor.kind === 'person' && HELD_STATES.includes(project.state) && mayChangeHolders(actor.id, project),
    },
  };
}

function todayOf({ clock, settings }: Context): string {
  return dayAt(clock(), settings.timeZone);
}

async function readHandovers(
  context: Context,
  actor: Actor,
  project: store.ProjectRow & { coveredById: string | null },
  today: string,
): Promise<SeenCover['handovers']> {
  const { db } = context;
  const rows = (await covers.listHandovers(db, project.id)).filter(({ endsOn }) => endsOn >= today);
  if (rows.length === 0) return [];
  const planned = await plannedStages(db, project.id);
  const standings = standStages(planned, await listStageAsks(db, project.id));
  const promised = await listCommitments(context, actor, { kind: 'project', id: project.id });
  const plans = (await listRecoveries(db, project.id)).filter(({ closedAtMs }) => closedAtMs === null);
  const work = {
    stages: planned.filter((_, index) => !isAccepted(standings[index]?.standing ?? 'waits')),
    promises: promised.flatMap(({ state, text, dueOn, owner }) =>
      state === 'open' && owner?.kind === 'person' ? [{ text, dueOn, personId: owner.id }] : [],
    ),
    recoveries: plans.map(({ message }) => message.split('\n')[0] ?? ''),
  };
  return rows.map((row) => ({
    ...row,
    role: handoverRole(row.fromId, project),
    items: handoverItems(work, row, project),
    mayWrite: actor.kind === 'person' && [row.fromId, project.ownerId, project.deputyId].includes(actor.id),
  }));
}

/** The deputy says that they have read how it stands [PR71]. */
export async function markProjectRead(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'project.report');
  const { projectId } = parseInput(TakeOverForm, input);
  const tellInboxes = await context.database.transaction(async (trx) => {
    const project = await store.findProject(trx, projectId);
    if (!project) throw new AppError('not-found');
    if (project.deputyId !== actor.id) throw new AppError('forbidden');
    await covers.markRead(trx, { projectId, personId: actor.id, atMs: context.clock() });
    await audit(context, trx, actor, 'markRead', projectId);
    const subject = { kind: 'project' as const, id: projectId };
    return finishNotices(context, trx, { subject, kinds: ['cover.behind'] });
  });
  tellInboxes();
  tellCover(context, projectId);
}

/** The deputy stands in the owner's place at once: rights, approvals and reminders follow [PR74]. */
export async function takeOverProject(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'project.report');
  const { projectId, reason } = parseInput(TakeOverForm, input);
  const tellInboxes = await context.database.transaction(async (trx) => {
    await store.holdProject(trx, projectId);
    const project = await store.findProject(trx, projectId);
    if (!project) throw new AppError('not-found');
    const active = (await covers.listActiveCovers(trx)).has(projectId);
    const refusal = refusalToCover(actor.id, { ...project, isCovered: active });
    if (refusal === 'cover.onlyDeputy') throw new AppError('forbidden');
    if (refusal) throw new AppError('conflict', { reason: refusal });
    const id = newId<'cover'>();
    const cover = { id, projectId, forId: project.ownerId, byId: actor.id, reason };
    await covers.insertCover(trx, { ...cover, takenAtMs: context.clock() });
    await audit(context, trx, actor, 'takeOver', projectId, {
      changes: auditedChanges({ owner: project.ownerName }, { owner: project.deputyName }),
    });
    return tellHolder(
      context,
      trx,
      { projectId, personId: project.ownerId, byId: actor.id },
      'cover.taken',
      id,
    );
  });
  tellInboxes();
  tellCover(context, projectId);
}

/** Owner or deputy end that: everything is as before [PR74]. */
export async function giveBackProject(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'project.report');
  const { projectId, note } = parseInput(GiveBackForm, input);
  const tells = await context.database.transaction(async (trx) => {
    await store.holdProject(trx, projectId);
    const cover = (await covers.listActiveCovers(trx)).get(projectId);
    if (!cover) throw new AppError('conflict', { reason: 'cover.notTaken' });
    if (![cover.forId, cover.byId].includes(actor.id)) throw new AppError('forbidden');
    if (!(await covers.returnCover(trx, projectId, { note, atMs: context.clock() })))
      throw new AppError('conflict', { reason: 'cover.notTaken' });
    await audit(context, trx, actor, 'giveBack', projectId, {
      changes: auditedChanges({ owner: cover.byName }, { owner: cover.forName }),
    });
    const personId = actor.id === cover.forId ? cover.byId : cover.forId;
    const subject = { kind: 'project' as const, id: projectId };
    return [
      await finishNotices(context, trx, { subject, kinds: ['cover.taken', 'cover.back'] }),
      await tellHolder(context, trx, { projectId, personId, byId: actor.id }, 'cover.given', cover.id),
    ];
  });
  for (const tell of tells) tell();
  tellCover(context, projectId);
}

/** Tells one of those who answer for a project. */
export function tellHolder(
  context: Context,
  trx: Queries,
  to: { projectId: string; personId: string; byId: string },
  kind: 'cover.taken' | 'cover.given' | 'cover.named',
  occasion: string,
): Promise<TellInboxes> {
  const subject = { kind: 'project' as const, id: to.projectId };
  const notice: NewNotice = { personId: to.personId, kind, subject, occasion, byId: to.byId, values: {} };
  return addNotices(context, trx, [notice]);
}

/** What whoever stands in should know, beside what the list finds by itself [PR73]. */
export async function saveHandover(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'project.report');
  const { projectId, handoverId, version, notes } = parseInput(HandoverNotes, input);
  await context.database.transaction(async (trx) => {
    const project = await store.findProject(trx, projectId);
    const row = (await covers.listHandovers(trx, projectId)).find(({ id }) => id === handoverId);
    if (!project || !row) throw new AppError('not-found');
    if (![row.fromId, project.ownerId, project.deputyId].includes(actor.id)) throw new AppError('forbidden');
    if (row.version !== version || !(await covers.updateHandover(trx, { id: row.id, version, notes })))
      throw new AppError('stale', { current: row });
    await audit(context, trx, actor, 'handoverNotes', projectId);
  });
  tellCover(context, projectId);
}

function tellCover({ bus }: Pick<Context, 'bus'>, id: string): void {
  bus.tell({ kind: 'project', id, action: 'handOver' });
}
