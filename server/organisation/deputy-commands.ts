import { auditedChanges } from '#lib/audit/audit-change.ts';
import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import type { Actor } from '#lib/people/person.ts';
import { requirePerson } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { auditSettings, requireDirectors, SUBJECT } from './settings-audit.ts';
import { requireFreeDays, substituteFields } from './substitute-rules.ts';
import * as store from './substitute-store.ts';

/** Who signs in whose name from a day on [OR7], for the commands of other domains. */
export async function listStandIns(db: Queries, notBefore: string): Promise<store.SubstituteRow[]> {
  return store.listSubstitutes(db, notBefore);
}

/** The leave of a director, and who signs in their name while it lasts; null for nobody. */
export interface OwnDeputy {
  leaveId: string;
  startsOn: string;
  endsOn: string;
  deputyId: string | null;
}

/**
 * A director names who signs in their name during a leave of theirs, changes that, or takes it back [OR10]; part
 * of the transaction that writes the leave. Returns the entry that was there before, and whether anything changed.
 */
export async function keepOwnDeputy(
  context: Context,
  trx: Queries,
  actor: Actor,
  { leaveId, startsOn, endsOn, deputyId }: OwnDeputy,
): Promise<{ before: store.SubstituteRow | undefined; isChanged: boolean }> {
  const before = await store.findSubstituteOfLeave(trx, leaveId);
  if (deputyId === null) {
    if (before) await endOwnDeputy(context, trx, actor, before);
    return { before, isChanged: before !== undefined };
  }
  requirePerson(actor, 'project.decide');
  const entry = { personId: actor.id, substituteId: deputyId, startsOn, endsOn };
  const fields = await substituteFields(trx, entry);
  const changes = auditedChanges(before ? await substituteFields(trx, before) : {}, fields);
  if (changes.length === 0) return { before, isChanged: false };
  if (deputyId === actor.id)
    throw new AppError('invalid', { issues: [{ path: 'deputyId', message: 'organisation.ownSubstitute' }] });
  await requireDirectors(trx, { deputyId });
  await requireFreeDays(context, trx, entry, before?.id ?? '');
  if (before) await store.updateSubstitute(trx, { ...before, ...entry });
  else await store.insertSubstitute(trx, { ...entry, id: newId<'substitute'>(), version: 1, leaveId });
  await auditSettings(context, trx, actor, before ? 'changeSubstitute' : 'addSubstitute', changes);
  return { before, isChanged: true };
}

/** Puts back what went with a leave that comes back; refused where somebody else stands in by now. */
export async function restoreOwnDeputy(
  context: Context,
  trx: Queries,
  actor: Actor,
  entry: Parameters<typeof store.insertSubstitute>[1],
): Promise<void> {
  requirePerson(actor, 'project.decide');
  await requireDirectors(trx, { deputyId: entry.substituteId });
  await requireFreeDays(context, trx, entry, '');
  await store.insertSubstitute(trx, entry);
  const changes = auditedChanges({}, await substituteFields(trx, entry));
  await auditSettings(context, trx, actor, 'addSubstitute', changes);
}

/** Tells that who signs has changed, after the commit. */
export function tellDeputies(context: Context): void {
  context.bus.tell({ kind: 'organisation', id: SUBJECT.id, action: 'change' });
}

async function endOwnDeputy(
  context: Context,
  trx: Queries,
  actor: Actor,
  entry: store.SubstituteRow,
): Promise<void> {
  await store.deleteSubstitute(trx, entry.id);
  const nothing = { absent: null, deputy: null, startsOn: null, endsOn: null };
  const changes = auditedChanges(await substituteFields(trx, entry), nothing);
  await auditSettings(context, trx, actor, 'removeSubstitute', changes);
}
