// Above 300 lines: a signature from who can give it to taking it back.
import { auditedChanges } from '#lib/audit/audit-change.ts';
import { AppError } from '#lib/base/errors.ts';
import { parseInput } from '#lib/base/parse-input.ts';
import { SIGNING_PAUSE_HOURS } from '#lib/people/account-limits.ts';
import type { Actor } from '#lib/people/person.ts';
import {
  lackOfSigners,
  outcomeOf,
  placeToSign,
  refusalToWithdraw,
  SIGNATURE_UNDO_MS,
  signersByPart,
  type PartSigners,
  type SigningPlace,
  type SigningRules,
} from '#lib/projects/approve.ts';
import { DecisionForm } from '#lib/projects/project-forms.ts';
import { listLastTimes } from '../access/audit-store.ts';
import { hasFreshProof, requireProof } from '../access/prove-identity.ts';
import { requirePermission, requirePerson } from '../access/require-permission.ts';
import { staleError } from '../access/stale-error.ts';
import type { AccessContext } from '../access/access-context.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { findSigner, type SignerRow } from '../people/signer-store.ts';
import { contentHash } from './content-hash.ts';
import * as decisionStore from './decision-store.ts';
import { listHands, listHandsOf } from './hand-store.ts';
import { applyMove, audit, write } from './move-project.ts';
import { readSigningRules } from './signing-rules.ts';
import * as store from './store.ts';
import { finishSignatures, tellOutcome, tellSigners, withdrawOutcome } from './tell-signers.ts';

/** What the page of a project says about its signatures. */
export interface Signing {
  /** Goes back with the signature: what its signer saw [PR10]. */
  contentHash: string;
  /** Who can sign for each part, and which directors cannot [PR11]. */
  signers: PartSigners<SignerRow>[];
  /** To which director the CX team reports; null until somebody said it [PR20]. */
  reportingLine: 'marketing' | 'customer-service' | 'other' | null;
  /** What the CX team is called; null where it has no name of its own. */
  teamName: string | null;
  /** In whose place this reader would sign; null for who signs as themselves, or not at all. */
  place: { as: 'substitute' | 'organisation'; name: string | null; part: SigningPlace['part'] } | null;
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
  const { rules, reportingLine } = await readSigningRules(context, context.db);
  const decisions = await decisionStore.listDecisionsOf(context.db, project);
  // Who signed already stands there by name; what is said of the rest is who could.
  const signed = { hands, decisions: project.state === 'submitted' ? decisions : [] };
  const signers = signersByPart(rules, signed);
  const { teamName } = context.settings.current;
  const base = { contentHash: contentHash(project), signers, reportingLine, teamName, place: null };
  const isReader = actor.kind === 'person' && actor.roles.includes('director');
  const signer = isReader ? await findSigner(context.db, actor.id) : undefined;
  if (!isReader || !signer || project.state !== 'submitted') {
    return { ...base, mayDecide: false, refusal: null, signsFromMs: null, needsPassword: false };
  }
  const place = placeToSign(signer, { hands, decisions }, rules, nowMs);
  const refusal = 'refusal' in place ? place.refusal : null;
  return {
    ...base,
    place: 'refusal' in place ? null : toPlace(place, rules),
    mayDecide: refusal === null,
    refusal,
    signsFromMs: refusal === 'projects.signsLater' ? signer.signsFromMs : null,
    needsPassword: !(await hasFreshProof(context, actor)),
  };
}

function toPlace(
  { part, as, inNameOfId }: SigningPlace,
  { directors }: SigningRules<SignerRow>,
): Signing['place'] {
  if (as === 'director') return null;
  return { as, part, name: directors.find(({ id }) => id === inNameOfId)?.name ?? null };
}

/** A submitted project with what was decided about it so far, and since when it waits. */
export interface SubmittedProject extends store.ProjectRow {
  decisions: decisionStore.DecisionRow[];
  submittedAtMs: number;
  /** Whether it waits for this reader's signature. */
  awaitsReader: boolean;
  /** The absent director in whose name this reader would sign it. */
  inNameOf: string | null;
}

/** The submitted projects, those that wait longest first, in a fixed number of queries. */
export async function listSubmitted(context: Context, actor: Actor): Promise<SubmittedProject[]> {
  requirePermission(actor, 'project.view');
  const submitted = await store.listSubmitted(context.db);
  const decisions = await decisionStore.listPresentDecisions(context.db);
  const times = await listLastTimes(
    context.db,
    'project.submit',
    submitted.map(({ id }) => id),
  );
  const isDirector = actor.kind === 'person' && actor.roles.includes('director');
  const signer = isDirector ? await findSigner(context.db, actor.id) : undefined;
  const { rules } = await readSigningRules(context, context.db);
  const handsOf = await listHandsOf(
    context.db,
    submitted.map(({ id }) => id),
  );
  return submitted
    .map((project) => {
      const own = decisions.filter(({ projectId }) => projectId === project.id);
      const hands = handsOf.get(project.id) ?? new Set<string>();
      const place = signer && placeToSign(signer, { hands, decisions: own }, rules, context.clock());
      const isToSign = place !== undefined && !('refusal' in place);
      return {
        ...project,
        decisions: own,
        submittedAtMs: times.get(project.id) ?? project.createdAtMs,
        awaitsReader: isToSign,
        inNameOf: isToSign ? (toPlace(place, rules)?.name ?? null) : null,
      };
    })
    .toSorted((left, right) => left.submittedAtMs - right.submittedAtMs);
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
  const tells = await context.database.transaction(async (trx) => {
    const { project, signer, place } = await requireSigner(context, trx, actor, form);
    await decisionStore.insertDecision(trx, {
      projectId: project.id,
      submission: project.submission,
      part: place.part,
      signedAs: place.as,
      inNameOfId: place.inNameOfId,
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
      changes: auditedChanges(
        { state: project.state },
        { state, part: place.part, inNameOf: place.inNameOf?.name ?? null },
      ),
      contentHash: form.contentHash,
    });
    if (outcome === 'waiting') return [await tellSigners(context, trx, project, actor.id)];
    const kind = outcome === 'approved' ? 'project.decided' : 'project.sentBack';
    return [
      await finishSignatures(context, trx, project.id),
      await tellOutcome(context, trx, project, kind, actor.id),
    ];
  });
  for (const tell of tells) tell();
  context.bus.tell({ kind: 'project', id: form.projectId, action: 'decide' });
}

/**
 * Takes one's own newest decision back, as long as nothing else happened to the project [PR19]: the
 * project waits again, with what the other director decided before.
 */
export async function withdrawDecision(context: Context, actor: Actor, projectId: string): Promise<void> {
  requirePerson(actor, 'project.decide');
  const tells = await context.database.transaction(async (trx) => {
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
    if (isWaiting) return [];
    return [
      await withdrawOutcome(context, trx, project.id),
      await tellSigners(context, trx, project, actor.id),
    ];
  });
  for (const tell of tells) tell();
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
  const { rules } = await readSigningRules(context, trx);
  const place = signer
    ? placeToSign(signer, { hands, decisions }, rules, context.clock())
    : { refusal: 'projects.noSigningPart' };
  const refusal = 'refusal' in place ? place.refusal : undefined;
  if (!signer || (refusal && !isTaken(refusal))) {
    throw new AppError('forbidden', {
      reason: refusal ?? 'projects.noSigningPart',
      values: { hours: SIGNING_PAUSE_HOURS },
    });
  }
  if (project.state !== 'submitted') throw new AppError('conflict', { reason: 'projects.notSubmitted' });
  if ('refusal' in place)
    throw new AppError('conflict', { reason: place.refusal, values: { hours: SIGNING_PAUSE_HOURS } });
  if (contentHash(project) !== form.contentHash) {
    const actions = ['project.change', 'project.handOver'] as const;
    throw await staleError(trx, actor, { kind: 'project', id: project.id, actions }, project);
  }
  const inNameOf = rules.directors.find(({ id }) => id === place.inNameOfId);
  return { project, signer, place: { ...place, inNameOf } };
}

/** The decision was made already: a conflict, and not a lack of rights. */
function isTaken(refusal: string): boolean {
  return ['projects.alreadyDecided', 'projects.alreadySigned', 'projects.nameSigned'].includes(refusal);
}

/** Refuses a submission that nobody can sign, with the part and what to do [PR11]. */
export async function requireSigners(context: Context, trx: Queries, projectId: string): Promise<void> {
  const hands = await listHands(trx, projectId);
  const { rules } = await readSigningRules(context, trx);
  const { empty, onlyOne } = lackOfSigners(signersByPart(rules, { hands, decisions: [] }));
  if (onlyOne)
    throw new AppError('conflict', { reason: 'projects.onePersonSigns', values: { name: onlyOne.name } });
  const [first] = empty;
  if (!first) return;
  if (empty.length > 1) throw new AppError('conflict', { reason: 'projects.nobodySigns' });
  const names = first.unable.map(({ name }) => name).join(', ');
  throw new AppError('conflict', {
    reason: names ? `projects.onlyInvolvedSign.${first.part}` : `projects.nobodySigns.${first.part}`,
    values: { names },
  });
}
