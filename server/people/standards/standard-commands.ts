import type { ActionOf } from '#lib/audit/audit-action.ts';
import { auditedChanges, type AuditDetails } from '#lib/audit/audit-change.ts';
import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import {
  NewStandardForm,
  StandardKeepingForm,
  StandardWordsForm,
} from '#lib/people/standards/standard-forms.ts';
import {
  isNewWording,
  MOST_STANDARDS,
  openVersion,
  versionInForce,
  type SeenStandard,
  type SeenVersion,
  type StandardId,
  type StandardLine,
} from '#lib/people/standards/standard.ts';
import { recordAudit } from '../../access/audit.ts';
import { requirePermission, requirePerson } from '../../access/require-permission.ts';
import { staleError } from '../../access/stale-error.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import { holdOrganisation } from '../department-store.ts';
import { readSigningRules } from '../signing-rules.ts';
import { areActive, namesOf } from '../store.ts';
import {
  isInsideStandard,
  listApprovers,
  readStandards,
  readStandardSigning,
  seenOpinions,
  seesStandard,
} from './see-standards.ts';
import * as store from './standard-store.ts';

type PersonActor = Extract<Actor, { kind: 'person' }>;

/** Every standard that is in force, and for who sees them those that are not yet [CX15]. */
export async function listStandards(context: Context, actor: Actor): Promise<StandardLine[]> {
  requirePermission(actor, 'standard.view');
  const rows = await store.listStandardRows(context.db);
  const read = await readStandards(
    context.db,
    rows.map(({ id }) => id),
  );
  const { rules } = await readSigningRules(context, context.db);
  return rows.flatMap((row): StandardLine[] => {
    const versions = read.versionsOf(row.id);
    if (!seesStandard(actor, row, versions)) return [];
    const inForce = versionInForce(versions);
    const open = isInsideStandard(actor, row) ? openVersion(versions) : null;
    return [
      {
        ...{ id: row.id, title: row.title, ownerName: row.ownerName, reviewOn: row.reviewOn },
        inForce: inForce && { number: inForce.number, approvedAtMs: inForce.approvedAtMs },
        open: open?.state ?? null,
        awaitsReader:
          open?.state === 'asked' &&
          actor.kind === 'person' &&
          listApprovers(rules, read.signedOf(row, open)).has(actor.id),
      },
    ];
  });
}

/** One standard with its versions, as far as its reader may see them [CX15] [CX17]. */
export async function getStandard(context: Context, actor: Actor, id: string): Promise<SeenStandard> {
  requirePermission(actor, 'standard.view');
  const row = await store.findStandard(context.db, id);
  const read = await readStandards(context.db, [id]);
  const versions = read.versionsOf(id);
  if (!row || !seesStandard(actor, row, versions)) throw new AppError('not-found');
  const isInside = isInsideStandard(actor, row);
  const seen = ({
    standardId: _standard,
    askedBy: _asked,
    ...version
  }: store.StandardVersionRow): SeenVersion => ({
    ...version,
    opinions: seenOpinions(read.decisionsOf(version.id), version, isInside),
  });
  const inForce = versionInForce(versions);
  const open = isInside ? openVersion(versions) : null;
  const isAsked = open?.state === 'asked';
  return {
    ...{ id: row.id, title: row.title, ownerId: row.ownerId, ownerName: row.ownerName },
    ...{ reviewOn: row.reviewOn, version: row.version },
    inForce: inForce && seen(inForce),
    open: open && seen(open),
    earlier: versions.filter(({ state, id: of }) => state === 'approved' && of !== inForce?.id).map(seen),
    signing: open && isAsked ? await readStandardSigning(context, actor, read.signedOf(row, open)) : null,
  };
}

/** Begins a standard with its first draft [CX15]. */
export async function addStandard(
  context: Context,
  actor: Actor,
  input: unknown,
): Promise<{ standardId: StandardId }> {
  requirePerson(actor, 'standard.manage');
  const { title, text, note, ownerId, reviewOn } = parseInput(NewStandardForm, input);
  const id = newId<'standard'>();
  await context.database.transaction(async (trx) => {
    await holdOrganisation(trx);
    if ((await store.countStandards(trx)) >= MOST_STANDARDS)
      throw new AppError('conflict', { reason: 'standards.full', values: { limit: MOST_STANDARDS } });
    await requireOwner(trx, ownerId);
    await store.insertStandard(trx, {
      ...{ id, title, reviewOn, ownerId: ownerId || null, madeBy: actor.id, madeAtMs: context.clock() },
    });
    await beginVersion(trx, actor, { standardId: id, number: 1, title, text, note });
    await auditStandard(context, trx, actor, 'add', { id, title });
  });
  tellStandard(context, id);
  return { standardId: id };
}

async function beginVersion(
  trx: Queries,
  actor: PersonActor,
  version: { standardId: string; number: number; title: string; text: string; note: string },
): Promise<void> {
  const id = newId<'standard-version'>();
  await store.insertStandardVersion(trx, { ...version, id, writtenBy: actor.id });
  await store.insertStandardHand(trx, id, actor.id);
}

/**
 * Writes the draft of a standard, or begins the next version of one that is in force [CX15]. What is asked to be
 * approved is not written on [CX18].
 */
export async function writeStandard(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'standard.manage');
  const { standardId, version, title, text, note } = parseInput(StandardWordsForm, input);
  await context.database.transaction(async (trx) => {
    const { row, versions } = await holdSeenStandard(trx, actor, standardId, version);
    const open = openVersion(versions);
    const inForce = versionInForce(versions);
    if (open?.state === 'asked') throw new AppError('conflict', { reason: 'standards.isAsked' });
    if (open) {
      await store.writeStandardVersion(trx, open.id, { title, text, note, writtenBy: actor.id });
      await store.insertStandardHand(trx, open.id, actor.id);
    } else {
      if (!isNewWording({ title, text }, inForce))
        throw new AppError('invalid', { issues: [{ path: 'text', message: 'standards.nothingNew' }] });
      const number = Math.max(0, ...versions.map((known) => known.number)) + 1;
      await beginVersion(trx, actor, { standardId, number, title, text, note });
    }
    // Before one is in force the draft gives the standard its name.
    await store.updateStandard(trx, standardId, inForce ? {} : { title });
    await auditStandard(context, trx, actor, 'write', { id: row.id, title: inForce ? row.title : title });
  });
  tellStandard(context, standardId);
}

/** Another owner, or another day of review [CX19]. */
export async function keepStandard(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'standard.manage');
  const { standardId, version, ownerId, reviewOn } = parseInput(StandardKeepingForm, input);
  await context.database.transaction(async (trx) => {
    const { row } = await holdSeenStandard(trx, actor, standardId, version);
    if (ownerId !== (row.ownerId ?? '')) await requireOwner(trx, ownerId);
    await store.updateStandard(trx, standardId, { ownerId: ownerId || null, reviewOn });
    const names = await namesOf(trx, ownerId === '' ? [] : [ownerId]);
    const changes = auditedChanges(
      { owner: row.ownerName, dueOn: row.reviewOn },
      { owner: names.get(ownerId) ?? null, dueOn: reviewOn },
    );
    await auditStandard(context, trx, actor, 'change', row, { changes });
  });
  tellStandard(context, standardId);
}

async function requireOwner(trx: Queries, ownerId: string): Promise<void> {
  if (ownerId !== '' && !(await areActive(trx, [ownerId])).has(ownerId))
    throw new AppError('invalid', { issues: [{ path: 'ownerId', message: 'standards.ownerGone' }] });
}

/** Takes a standard on the version that somebody saw; an older one is refused with who was faster. */
export async function holdSeenStandard(
  trx: Queries,
  actor: PersonActor,
  standardId: string,
  version: number,
): Promise<{ row: store.StandardRow; versions: store.StandardVersionRow[] }> {
  const row = await store.holdStandard(trx, standardId);
  const versions = await store.listStandardVersions(trx, [standardId]);
  if (!row) throw new AppError('not-found');
  if (row.version !== version)
    throw await staleError(
      trx,
      actor,
      {
        ...{ kind: 'standard', id: standardId },
        actions: [
          'standard.write',
          'standard.change',
          'standard.ask',
          'standard.takeBack',
          'standard.handOver',
        ],
      },
      row,
    );
  return { row, versions };
}

/** One line of the audit log about a standard. */
export async function auditStandard(
  context: Pick<Context, 'clock'>,
  trx: Queries,
  actor: Actor,
  action: ActionOf<'standard'>,
  { id, title }: { id: string; title: string },
  details: AuditDetails = {},
): Promise<void> {
  await recordAudit(trx, {
    atMs: context.clock(),
    actor,
    action: `standard.${action}`,
    subject: { kind: 'standard', id, name: title },
    details,
  });
}

export function tellStandard(context: Pick<Context, 'bus'>, id: string): void {
  context.bus.tell({ kind: 'standard', id, action: 'change' });
}
