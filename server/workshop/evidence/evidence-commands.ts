import * as v from 'valibot';
import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import type { Actor } from '#lib/people/person.ts';
import {
  EvidenceForm,
  EvidenceRemovalForm,
  isGround,
  refuseStatus,
  StatusForm,
  type Evidence,
} from '#lib/workshop/evidence/evidence.ts';
import { isSteering } from '#lib/workshop/workshop.ts';
import { recordAudit } from '#server/access/audit.ts';
import { requirePermission } from '#server/access/require-permission.ts';
import type { WorkshopContext } from '../workshop-context.ts';
import { deleteBlob } from '#server/database/blobs.ts';
import type { Queries } from '#server/database/engine.ts';
import { maskText } from '#server/survey/commands.ts';
import { undoable } from '#server/undo/undoable.ts';
import { hangEvidence, requireOpenRoom, requireOriginal, requirePlace } from './hang-evidence.ts';
import * as evidenceStore from './evidence-store.ts';
import * as files from './file-store.ts';
import { requireTakingPart } from '../participation.ts';
import { listPack } from '../prepare/pack-store.ts';
import { requireFigure } from './shown-figure.ts';

/** Hangs a note, a masked quote, a link or an insight with its numbers as they were on a cause [WS40]. */
export async function addEvidence(context: WorkshopContext, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'workshop.takePart');
  const form = parseInput(EvidenceForm, input);
  const me = await requireTakingPart(context.db, actor, form.workshopId);
  requireOpenRoom(me);
  await requireOriginal(context, form.workshopId, form.causeId);
  const evidence = await settleEvidence(context, actor, form);
  await hangEvidence(context, me, form.causeId, evidence);
}

/**
 * Takes evidence away: one's own, or any for who steers. What a verified cause stands on stays. Returns by what
 * it is taken back [FM16].
 */
export async function removeEvidence(
  context: WorkshopContext,
  actor: Actor,
  input: unknown,
): Promise<{ undoId: string | null }> {
  requirePermission(actor, 'workshop.takePart');
  const form = parseInput(EvidenceRemovalForm, input);
  const undoId = await context.database.transaction(async (trx) => {
    const { evidence } = await requireRemovable(trx, actor, form);
    // Its bytes could not be brought back: that press is another one, which asks [WS94].
    if (evidence.kind === 'file') throw new AppError('invalid');
    const row = await evidenceStore.deleteEvidence(trx, form.workshopId, form.id);
    return row ? EVIDENCE_UNDO.keep(context, trx, actor, row) : null;
  });
  await context.control.tell(form.workshopId);
  return { undoId };
}

/** Takes a file away with its bytes, for good [WS94]. */
export async function removeFile(context: WorkshopContext, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'workshop.takePart');
  const form = parseInput(EvidenceRemovalForm, input);
  await context.database.transaction(async (trx) => {
    const { evidence } = await requireRemovable(trx, actor, form);
    if (evidence.kind !== 'file') throw new AppError('invalid');
    const blobId = await files.findFileBlob(trx, form.workshopId, form.id);
    await files.deleteFile(trx, form.id);
    await evidenceStore.deleteEvidence(trx, form.workshopId, form.id);
    if (blobId) await deleteBlob(trx, blobId);
  });
  await context.control.tell(form.workshopId);
}

async function requireRemovable(
  trx: Queries,
  actor: Actor,
  form: v.InferOutput<typeof EvidenceRemovalForm>,
): Promise<{ evidence: Evidence }> {
  const me = await requireTakingPart(trx, actor, form.workshopId);
  requireOpenRoom(me);
  const found = await evidenceStore.findEvidence(trx, form.workshopId, form.id);
  if (!found) throw new AppError('not-found');
  if (found.byId !== me.id && !isSteering(me.participation)) throw new AppError('forbidden');
  const checks = await evidenceStore.listChecks(trx, form.workshopId);
  const hanging = await evidenceStore.listEvidenceOf(trx, form.workshopId, found.causeId);
  const isLast = !hanging.some(({ id, evidence }) => id !== form.id && isGround(evidence));
  if (isLast && checks[found.causeId]?.status === 'verified')
    throw new AppError('conflict', { reason: 'evidence.last' });
  return found;
}

const StoredEvidenceRow = v.object({
  id: v.string(),
  workshop_id: v.string(),
  cause_id: v.string(),
  content: v.string(),
  by_id: v.string(),
  by_name: v.string(),
  at_ms: v.number(),
});

/** As long as whoever took it away could still do so; its figures are shown as they may be shown then. */
export const EVIDENCE_UNDO = undoable(
  'evidence',
  StoredEvidenceRow,
  async (context: WorkshopContext, trx, actor, row) => {
    requirePermission(actor, 'workshop.takePart');
    const me = await requireTakingPart(trx, actor, row.workshop_id);
    requireOpenRoom(me);
    if (row.by_id !== me.id && !isSteering(me.participation)) throw new AppError('forbidden');
    requirePlace(await evidenceStore.listEvidenceOf(trx, row.workshop_id, row.cause_id));
    await evidenceStore.putEvidenceBack(trx, row);
    return { after: () => context.control.tell(row.workshop_id) };
  },
);

/** Says that a cause is verified, ruled out, or only possible again [WS41]. */
export async function setCauseStatus(context: WorkshopContext, actor: Actor, input: unknown): Promise<void> {
  requirePermission(actor, 'workshop.takePart');
  const form = parseInput(StatusForm, input);
  const me = await requireTakingPart(context.db, actor, form.workshopId);
  requireOpenRoom(me);
  const { authorId } = await requireOriginal(context, form.workshopId, form.causeId);
  const atMs = context.clock();
  await context.database.transaction(async (trx) => {
    const { status, reason, workshopId, causeId } = form;
    const hanging = await evidenceStore.listEvidenceOf(trx, workshopId, causeId);
    const evidence = hanging.filter((piece) => isGround(piece.evidence)).length;
    const refusal = refuseStatus(status, { evidence, authorId, actorId: me.id, reason });
    if (refusal) throw new AppError('conflict', { reason: `evidence.status.${refusal}` });
    const check = { workshopId, causeId, status, reason, byId: me.id, byName: me.name, atMs };
    await evidenceStore.writeCheck(trx, check);
    await recordAudit(trx, {
      atMs,
      actor,
      action: 'workshop.causeStatus',
      subject: { kind: 'workshop', id: workshopId },
      details: { cause: causeId, status },
    });
  });
  await context.control.tell(form.workshopId);
}

/** The evidence as it is kept: an insight with its numbers as they are now, a quote without personal data. */
async function settleEvidence(
  context: WorkshopContext,
  actor: Actor,
  form: ReturnType<typeof parseInput<typeof EvidenceForm>>,
): Promise<Evidence> {
  switch (form.kind) {
    case 'note':
    case 'quote':
      return { kind: form.kind, text: maskText(form.text) };
    case 'link':
      return { kind: 'link', text: maskText(form.text), url: form.url };
    case 'insight': {
      // A guest sees the figures that the room looks at, but does not choose among the organisation's.
      const pack = await listPack(context.db, form.workshopId);
      const isPacked = pack.some(({ insightId }) => insightId === form.insightId);
      if (!isPacked) requirePermission(actor, 'insight.view');
      const { id, title, waveName, figure } = await requireFigure(context, form.insightId);
      return { kind: 'insight', insightId: id, title, waveName, ...figure };
    }
  }
}
