import * as v from 'valibot';
import { auditedChanges } from '#lib/audit/audit-change.ts';
import { AppError } from '#lib/base/errors.ts';
import { newId } from '#lib/base/ids.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { SIGNING_PAUSE_HOURS } from '#lib/people/account-limits.ts';
import type { Actor } from '#lib/people/person.ts';
import { StandardDecisionForm, StandardPick } from '#lib/people/standards/standard-forms.ts';
import { openVersion, versionInForce } from '#lib/people/standards/standard.ts';
import {
  lackOfSigners,
  outcomeOf,
  placeToSign,
  signersByPart,
  type SigningPlace,
} from '#lib/projects/approve.ts';
import type { AccessContext } from '../../access/access-context.ts';
import { requireProof } from '../../access/prove-identity.ts';
import { requirePerson } from '../../access/require-permission.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import type { TellInboxes } from '../../notify/notice-commands.ts';
import { undoable } from '../../undo/undoable.ts';
import { findSigner } from '../signer-store.ts';
import { readSigningRules } from '../signing-rules.ts';
import { readStandards, refusalOfStandard } from './see-standards.ts';
import { auditStandard, holdSeenStandard, tellStandard } from './standard-commands.ts';
import * as decisionStore from './standard-decision-store.ts';
import * as store from './standard-store.ts';
import { finishApprovals, tellApprovers, tellStandardOutcome, withdrawTold } from './tell-approvers.ts';

type PersonActor = Extract<Actor, { kind: 'person' }>;

/** Asks both directors to approve the draft; refused where nobody could [CX16]. */
export async function askForApproval(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'standard.manage');
  const { standardId, version } = parseInput(StandardPick, input);
  const after: TellInboxes[] = [];
  await context.database.transaction(async (trx) => {
    const { row, versions } = await holdSeenStandard(trx, actor, standardId, version);
    const draft = openVersion(versions);
    if (draft?.state !== 'draft') throw new AppError('conflict', { reason: 'standards.noDraft' });
    const asked = { ...draft, state: 'asked' as const, submission: draft.submission + 1 };
    await store.moveStandardVersion(trx, draft.id, {
      ...{ state: 'asked', submission: asked.submission, askedBy: actor.id, askedAtMs: context.clock() },
    });
    await store.updateStandard(trx, standardId, {});
    await requireApprovers(context, trx, row);
    await auditStandard(context, trx, actor, 'ask', row, moved('draft', 'asked'));
    after.push(await tellApprovers(context, trx, row, actor.id));
  });
  for (const tell of after) tell();
  tellStandard(context, standardId);
}

/** Takes back that a version is asked to be approved: it is a draft again [CX18]. */
export async function stopAsking(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'standard.manage');
  const { standardId, version } = parseInput(StandardPick, input);
  const after: TellInboxes[] = [];
  await context.database.transaction(async (trx) => {
    const { row, versions } = await holdSeenStandard(trx, actor, standardId, version);
    const asked = openVersion(versions);
    if (asked?.state !== 'asked') throw new AppError('conflict', { reason: 'standards.notAsked' });
    await store.moveStandardVersion(trx, asked.id, { state: 'draft' });
    await store.updateStandard(trx, standardId, {});
    await auditStandard(context, trx, actor, 'takeBack', row, moved('asked', 'draft'));
    after.push(await finishApprovals(context, trx, standardId));
  });
  for (const tell of after) tell();
  tellStandard(context, standardId);
}

const moved = (from: string, to: string) => ({ changes: auditedChanges({ state: from }, { state: to }) });

/**
 * A director approves a version, or sends it back with the reason [CX16] [CX17]. Two approvals by two people bring
 * it into force; one refusal makes it a draft again. The signer is judged as the database has them in this transaction.
 */
export async function decideStandard(
  context: AccessContext,
  actor: Actor,
  input: unknown,
): Promise<{ undoId: string | null }> {
  requirePerson(actor, 'standard.decide');
  const form = parseInput(StandardDecisionForm, input);
  // Checked before the password, so that who may not sign is told why and types nothing; decided again below.
  await context.database.transaction((trx) => requireSignature(context, trx, actor, form));
  await requireProof(context, actor, form.password);
  const after: TellInboxes[] = [];
  const undoId = await context.database.transaction(async (trx) => {
    const { row, asked, place, inNameOf } = await requireSignature(context, trx, actor, form);
    const id = newId<'standard-decision'>();
    await decisionStore.insertStandardDecision(trx, {
      ...{ id, versionId: asked.id, submission: asked.submission, part: place.part, as: place.as },
      ...{ inNameOfId: place.inNameOfId, directorId: actor.id, isApproved: form.isApproved },
      ...{ comment: form.comment, decidedAtMs: context.clock() },
    });
    const read = await readStandards(trx, [row.id]);
    const outcome = outcomeOf(read.signedOf(row, asked).decisions, String(asked.submission));
    if (outcome === 'approved') {
      await store.moveStandardVersion(trx, asked.id, { state: 'approved', approvedAtMs: context.clock() });
    } else if (outcome !== 'waiting') {
      await store.moveStandardVersion(trx, asked.id, { state: 'draft' });
    }
    await store.updateStandard(trx, row.id, outcome === 'approved' ? { title: asked.title } : {});
    const state = outcome === 'approved' ? 'approved' : outcome === 'waiting' ? 'asked' : 'draft';
    await auditStandard(context, trx, actor, form.isApproved ? 'approve' : 'sendBack', row, {
      changes: auditedChanges(
        { state: 'asked' },
        { state, part: place.part, inNameOf: inNameOf?.name ?? null },
      ),
    });
    if (outcome === 'waiting') after.push(await tellApprovers(context, trx, row, actor.id));
    else {
      const kind = outcome === 'approved' ? 'standard.approved' : 'standard.sentBack';
      after.push(
        await finishApprovals(context, trx, row.id),
        await tellStandardOutcome(context, trx, { ...row, askedBy: asked.askedBy }, kind, {
          ...{ byId: actor.id, occasion: `${asked.number} ${asked.submission}` },
        }),
      );
    }
    const kept = { standardId: row.id, versionId: asked.id, decisionId: id, version: row.version + 1 };
    return STANDARD_DECISION_UNDO.keep(context, trx, actor, kept);
  });
  for (const tell of after) tell();
  tellStandard(context, form.standardId);
  return { undoId };
}

/** A signature is taken back as long as nothing else happened to the standard [CX18]. */
export const STANDARD_DECISION_UNDO = undoable(
  'standard-decision',
  v.object({ standardId: v.string(), versionId: v.string(), decisionId: v.string(), version: v.number() }),
  async (context: Context, trx, actor, { standardId, versionId, decisionId, version }) => {
    requirePerson(actor, 'standard.decide');
    const row = await store.holdStandard(trx, standardId);
    if (!row) throw new AppError('not-found');
    if (row.version !== version) throw new AppError('conflict', { reason: 'standards.movedSince' });
    await decisionStore.deleteStandardDecision(trx, decisionId);
    await store.moveStandardVersion(trx, versionId, { state: 'asked', approvedAtMs: null });
    const versions = await store.listStandardVersions(trx, [standardId]);
    const title = versionInForce(versions)?.title ?? openVersion(versions)?.title ?? row.title;
    await store.updateStandard(trx, standardId, { title });
    await auditStandard(context, trx, actor, 'undo', { id: standardId, title });
    const after = [
      await withdrawTold(context, trx, standardId),
      // It waits for whoever took it back, too.
      await tellApprovers(context, trx, row, null),
    ];
    return {
      after: () => {
        for (const tell of after) tell();
        tellStandard(context, standardId);
      },
    };
  },
);

interface AskedSignature {
  row: store.StandardRow;
  asked: store.StandardVersionRow;
  place: SigningPlace;
  inNameOf: { name: string } | undefined;
}

/** Holds the standard and refuses whoever may not sign what they saw [CX16]. */
async function requireSignature(
  context: Context,
  trx: Queries,
  actor: PersonActor,
  form: { standardId: string; versionId: string; submission: number },
): Promise<AskedSignature> {
  const row = await store.holdStandard(trx, form.standardId);
  if (!row) throw new AppError('not-found');
  const read = await readStandards(trx, [row.id]);
  const asked = openVersion(read.versionsOf(row.id));
  if (asked?.state !== 'asked') throw new AppError('conflict', { reason: 'standards.notAsked' });
  if (asked.id !== form.versionId || asked.submission !== form.submission)
    throw new AppError('stale', { current: row });
  const signer = await findSigner(trx, actor.id);
  const { rules } = await readSigningRules(context, trx);
  const place: SigningPlace | { refusal: string } = signer
    ? placeToSign(signer, read.signedOf(row, asked), rules, context.clock())
    : { refusal: 'projects.noSigningPart' };
  if ('refusal' in place)
    throw new AppError(isSaid(place.refusal) ? 'conflict' : 'forbidden', {
      reason: refusalOfStandard(place.refusal),
      values: { hours: SIGNING_PAUSE_HOURS },
    });
  return { row, asked, place, inNameOf: rules.directors.find(({ id }) => id === place.inNameOfId) };
}

/** It was said already: a conflict, and not a lack of rights. */
function isSaid(refusal: string): boolean {
  return ['projects.alreadyDecided', 'projects.alreadySigned', 'projects.nameSigned'].includes(refusal);
}

/** Refuses to ask where nobody can approve for a part, or one person alone for both [CX16]. */
async function requireApprovers(context: Context, trx: Queries, row: store.StandardRow): Promise<void> {
  const read = await readStandards(trx, [row.id]);
  const asked = openVersion(read.versionsOf(row.id));
  if (!asked) return;
  const { rules } = await readSigningRules(context, trx);
  const { empty, onlyOne } = lackOfSigners(
    signersByPart(rules, { hands: read.signedOf(row, asked).hands, decisions: [] }),
  );
  if (onlyOne)
    throw new AppError('conflict', { reason: 'projects.onePersonSigns', values: { name: onlyOne.name } });
  const [first] = empty;
  if (!first) return;
  const names = first.unable.map(({ name }) => name).join(', ');
  if (empty.length === 1 && names === '')
    throw new AppError('conflict', { reason: `projects.nobodySigns.${first.part}` });
  throw new AppError('conflict', {
    reason: names === '' ? 'standards.nobodyApproves' : 'standards.onlyInvolved',
    values: { names },
  });
}
