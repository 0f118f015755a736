import * as v from 'valibot';
import { auditedChanges } from '#lib/audit/audit-change.ts';
import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import { SubstituteForm } from '#lib/organisation/settings-forms.ts';
import type { Actor } from '#lib/people/person.ts';
import { requirePermission } from '../access/require-permission.ts';
import { staleError } from '../access/stale-error.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { listSigners } from '../people/signer-store.ts';
import { undoable } from '../undo/undoable.ts';
import { auditSettings, requireDirectors, SUBJECT } from './settings-audit.ts';
import { requireFreeDays, substituteFields } from './substitute-rules.ts';
import * as store from './substitute-store.ts';

/** Everybody who may sign, and who stands in for whom, now and later [OR7]. */
export async function listSigning(
  context: Context,
  actor: Actor,
): Promise<{
  today: string;
  directors: { id: string; name: string; departmentName: string | null; part: string | null }[];
  substitutes: store.SubstituteRow[];
}> {
  requirePermission(actor, 'settings.manage');
  const directors = await listSigners(context.db);
  return {
    today: today(context),
    directors: directors.map(({ id, name, departmentName, part }) => ({ id, name, departmentName, part })),
    substitutes: await store.listSubstitutes(context.db, today(context)),
  };
}

/** Names who signs in the name of a director from one day to another, or changes that [OR7]. */
export async function saveSubstitute(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'settings.manage');
  const { entryId, ...form } = parseInput(SubstituteForm, input);
  if (form.endsOn < today(context))
    throw new AppError('invalid', { issues: [{ path: 'endsOn', message: 'organisation.substituteOver' }] });
  await context.database.transaction(async (trx) => {
    await requireDirectors(trx, { personId: form.personId, substituteId: form.substituteId });
    await requireFreeDays(context, trx, form, entryId);
    const fields = await substituteFields(trx, form);
    if (entryId === '') {
      await store.insertSubstitute(trx, { ...form, id: newId<'substitute'>(), version: 1, leaveId: null });
      await auditSettings(context, trx, actor, 'addSubstitute', auditedChanges({}, fields));
      return;
    }
    const before = await requireSubstitute(context, trx, entryId);
    if (!(await store.updateSubstitute(trx, { ...form, id: entryId }))) {
      const actions = ['organisation.changeSubstitute'] as const;
      throw await staleError(trx, actor, { ...SUBJECT, actions }, before);
    }
    await auditSettings(
      context,
      trx,
      actor,
      'changeSubstitute',
      auditedChanges(await substituteFields(trx, before), fields),
    );
  });
  told(context);
}

/** Ends it before its time; can be taken back. What was signed stays. */
export async function removeSubstitute(
  context: Context,
  actor: Actor,
  entryId: string,
): Promise<{ undoId: string | null }> {
  requirePermission(actor, 'settings.manage');
  const undoId = await context.database.transaction(async (trx) => {
    const { personName: _, substituteName: __, ...entry } = await requireSubstitute(context, trx, entryId);
    await store.deleteSubstitute(trx, entryId);
    const nothing = { absent: null, deputy: null, startsOn: null, endsOn: null };
    await auditSettings(
      context,
      trx,
      actor,
      'removeSubstitute',
      auditedChanges(await substituteFields(trx, entry), nothing),
    );
    return SUBSTITUTE_UNDO.keep(context, trx, actor, entry);
  });
  told(context);
  return { undoId };
}

export const SUBSTITUTE_UNDO = undoable(
  'substitute',
  v.object({
    id: v.string(),
    personId: v.string(),
    substituteId: v.string(),
    startsOn: v.string(),
    endsOn: v.string(),
    version: v.number(),
    leaveId: v.optional(v.nullable(v.string()), null),
  }),
  async (context: Context, trx, actor, entry) => {
    requirePermission(actor, 'settings.manage');
    await requireDirectors(trx, { personId: entry.personId, substituteId: entry.substituteId });
    await requireFreeDays(context, trx, entry, '');
    await store.insertSubstitute(trx, entry);
    await auditSettings(
      context,
      trx,
      actor,
      'addSubstitute',
      auditedChanges({}, await substituteFields(trx, entry)),
    );
    return { after: () => told(context) };
  },
);

async function requireSubstitute(context: Context, trx: Queries, id: string): Promise<store.SubstituteRow> {
  const entry = (await store.listSubstitutes(trx, today(context))).find((known) => known.id === id);
  if (!entry) throw new AppError('not-found');
  return entry;
}

function today(context: Context): string {
  return dayAt(context.clock(), context.settings.timeZone);
}

function told(context: Context): void {
  context.bus.tell({ kind: 'organisation', id: SUBJECT.id, action: 'change' });
}
