import { auditedChanges } from '#lib/audit/audit-change.ts';
import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { SIGNING_PAUSE_HOURS } from '#lib/people/account-limits.ts';
import type { Actor } from '#lib/people/person.ts';
import {
  isSigningPart,
  outcomeOf,
  refusalToSign,
  refusalToWithdraw,
  SIGNATURE_UNDO_MS,
  signersByPart,
  type PartSigners,
} from '#lib/projects/approve.ts';
import { DecisionForm } from '#lib/projects/project-forms.ts';
import { hasFreshProof, requireProof } from '../access/prove-identity.ts';
import { requirePermission, requirePerson } from '../access/require-permission.ts';
import { staleError } from '../access/stale-error.ts';
import type { AccessContext } from '../access/access-context.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { findSigner, listSigners, type SignerRow } from '../people/signer-store.ts';
import { contentHash } from './content-hash.ts';
import * as decisionStore from './decision-store.ts';
import { listHands } from './hand-store.ts';
import { applyMove, audit, write } from './move-project.ts';
import * as store from './store.ts';

/** What the page of a project says about its signatures. */
export interface Signing {
  /** Goes back with the signature: what its signer saw [PR10]. */
  contentHash: string;
  /** Who can sign for each part, and which directors cannot [PR11]. */
  signers: PartSigners<SignerRow>[];
  /** Whether this reader's signature is what the project waits for. */
  mayDecide: boolean;
  /** Why a director who reads this cannot sign, as a catalogue key; null for the rest. */
  refusal: string | null;
  /** When a director who must wait may sign; null where nothing has to be waited for. */
  signsFromMs: number | null;
  /** Whether the signature asks for the password [PR12]. */
  needsPassword: boolean;
}

export async function getSigning(context: Context, actor: Actor, projectId: string): Promise<Signing> {
  requirePermission(actor, 'project.view');
  const project = await store.findProject(context.db, projectId);
  if (!project) throw new AppError('not-found');
  const nowMs = context.clock();
  const hands = await listHands(context.db, projectId);
  const signers = signersByPart(await listSigners(context.db), hands, nowMs);
  const base = { contentHash: contentHash(project), signers };
  const isReader = actor.kind === 'person' && actor.roles.includes('director');
  const signer = isReader ? await findSigner(context.db, actor.id) : undefined;
  if (!isReader || !signer || project.state !== 'submitted') {
    return { ...base, mayDecide: false, refusal: null, signsFromMs: null, needsPassword: false };
  }
  const decisions = await decisionStore.listDecisionsOf(context.db, project);
  const refusal = refusalToSign(signer, { hands, decisions }, nowMs) ?? null;
  return {
    ...base,
    mayDecide: refusal === null,
    refusal,
    signsFromMs: refusal === 'projects.signsLater' ? signer.signsFromMs : null,
    needsPassword: !(await hasFreshProof(context, actor)),
  };
}

/** A submitted project with what was decided about it so far. */
export interface AwaitedProject extends store.ProjectRow {
  decisions: decisionStore.DecisionRow[];
}

/** The submitted projects that wait for this reader's signature, in a fixed number of queries. */
export async function listAwaited(context: Context, actor: Actor): Promise<AwaitedProject[]> {
  requirePermission(actor, 'project.view');
  if (actor.kind !== 'person' || !actor.roles.includes('director')) return [];
  const signer = await findSigner(context.db, actor.id);
  if (!signer) return [];
  const submitted = await store.listSubmitted(context.db);
  const handled = await store.listProjectsWithHandOf(context.db, actor.id);
  const decisions = await decisionStore.listPresentDecisions(context.db);
  return submitted.flatMap((project) => {
    const own = decisions.filter(({ projectId }) => projectId === project.id);
    const hands = new Set(handled.has(project.id) ? [actor.id] : []);
    const refusal = refusalToSign(signer, { hands, decisions: own }, context.clock());
    return refusal ? [] : [{ ...project, decisions: own }];
  });
}

const MOVE_OF = { approved: 'approve', 'sent-back': 'sendBack', waiting: null } as const;

/**
 * A director's signature or refusal [PR3] [PR4] [PR5]. It is bound to the content that they saw and
 * not to a version, so that two who sign at once both count [PR10]; the signer is judged as the
 * database has them within the same transaction.
 */
export async function decideProject(context: AccessContext, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'project.decide');
  const form = parseInput(DecisionForm, input);
  // Checked before the password, so that who may not sign is told why and types nothing; decided again below.
  await context.database.transaction((trx) => requireSigner(context, trx, actor, form));
  await requireProof(context, actor, form.password);
  await context.database.transaction(async (trx) => {
    const { project, signer, part } = await requireSigner(context, trx, actor, form);
    await decisionStore.insertDecision(trx, {
      projectId: project.id,
      submission: project.submission,
      part,
      directorId: signer.id,
      isApproved: form.isApproved,
      reason: form.reason,
      decidedAtMs: context.clock(),
      contentHash: form.contentHash,
      departmentName: signer.departmentName,
      roleSinceMs: signer.roleSinceMs,
      roleGrantedBy: signer.roleGrantedBy,
      projectVersion: project.version + 1,
    });
    const outcome = outcomeOf(await decisionStore.listDecisionsOf(trx, project), form.contentHash);
    const move = MOVE_OF[outcome];
    const state = move ? await applyMove(context, trx, actor, { project, move }) : project.state;
    if (!move) await write(trx, project, {});
    await audit(context, trx, actor, form.isApproved ? 'approve' : 'sendBack', project.id, {
      changes: auditedChanges({ state: project.state }, { state, part }),
      contentHash: form.contentHash,
    });
  });
  context.bus.tell({ kind: 'project', id: form.projectId, action: 'decide' });
}

/**
 * Takes one's own newest decision back, as long as nothing else happened to the project [PR19]: the
 * project waits again, with what the other director decided before.
 */
export async function withdrawDecision(context: Context, actor: Actor, projectId: string): Promise<void> {
  requirePerson(actor, 'project.decide');
  await context.database.transaction(async (trx) => {
    await store.holdProject(trx, projectId);
    const project = await store.findProject(trx, projectId);
    if (!project) throw new AppError('not-found');
    const decision = await requireWithdrawable(context, trx, actor.id, project);
    await decisionStore.deleteDecision(trx, decision);
    // Where the other director has not decided yet, it waits still.
    const isWaiting = project.state === 'submitted';
    if (isWaiting) await write(trx, project, {});
    else await applyMove(context, trx, actor, { project, move: 'withdraw' });
    await audit(context, trx, actor, 'withdraw', project.id, {
      changes: auditedChanges(
        { state: project.state, part: decision.part },
        { state: 'submitted', part: null },
      ),
      contentHash: decision.contentHash,
    });
  });
  context.bus.tell({ kind: 'project', id: projectId, action: 'decide' });
}

async function requireWithdrawable(
  context: Context,
  trx: Queries,
  personId: string,
  project: store.ProjectRow,
): Promise<decisionStore.DecisionRow> {
  const decisions = await decisionStore.listDecisions(trx, project.id);
  const decision = decisions.find(({ directorId }) => directorId === personId);
  if (!decision) throw new AppError('not-found', { reason: 'projects.nothingToWithdraw' });
  const since = decisions.find(
    ({ directorId, projectVersion }) => directorId !== personId && projectVersion === project.version,
  );
  const refusal = refusalToWithdraw(
    {
      decidedAtMs: decision.decidedAtMs,
      madeVersion: decision.projectVersion,
      version: project.version,
      decidedSince: since?.directorName,
    },
    context.clock(),
  );
  if (refusal)
    throw new AppError('conflict', {
      reason: refusal,
      values: { seconds: SIGNATURE_UNDO_MS / 1000, name: since?.directorName ?? '' },
    });
  return decision;
}

/** Holds the project and refuses whoever may not sign what they saw. */
async function requireSigner(
  context: Context,
  trx: Queries,
  actor: Extract<Actor, { kind: 'person' }>,
  form: { projectId: string; contentHash: string },
) {
  await store.holdProject(trx, form.projectId);
  const project = await store.findProject(trx, form.projectId);
  if (!project) throw new AppError('not-found');
  const signer = await findSigner(trx, actor.id);
  const hands = await listHands(trx, project.id);
  const decisions = await decisionStore.listDecisionsOf(trx, project);
  const refusal = signer
    ? refusalToSign(signer, { hands, decisions }, context.clock())
    : 'projects.noSigningPart';
  const part = signer?.part ?? null;
  if (!signer || !isSigningPart(part) || (refusal && !isTaken(refusal))) {
    throw new AppError('forbidden', {
      reason: refusal ?? 'projects.noSigningPart',
      values: { hours: SIGNING_PAUSE_HOURS },
    });
  }
  if (project.state !== 'submitted') throw new AppError('conflict', { reason: 'projects.notSubmitted' });
  if (refusal) throw new AppError('conflict', { reason: refusal, values: { hours: SIGNING_PAUSE_HOURS } });
  if (contentHash(project) !== form.contentHash) {
    const actions = ['project.change', 'project.handOver'] as const;
    throw await staleError(trx, actor, { kind: 'project', id: project.id, actions }, project);
  }
  return { project, signer, part };
}

/** The decision was made already: a conflict, and not a lack of rights. */
function isTaken(refusal: string): boolean {
  return refusal === 'projects.alreadyDecided' || refusal === 'projects.alreadySigned';
}

/** Refuses a submission that nobody can sign, with the part and what to do [PR11]. */
export async function requireSigners(context: Context, trx: Queries, projectId: string): Promise<void> {
  const hands = await listHands(trx, projectId);
  const lacking = signersByPart(await listSigners(trx), hands, context.clock()).filter(
    ({ able }) => able.length === 0,
  );
  const [first] = lacking;
  if (!first) return;
  if (lacking.length > 1) throw new AppError('conflict', { reason: 'projects.nobodySigns' });
  const names = first.unable.map(({ signer }) => signer.name).join(', ');
  throw new AppError('conflict', {
    reason: names ? `projects.onlyInvolvedSign.${first.part}` : `projects.nobodySigns.${first.part}`,
    values: { names },
  });
}
