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
  undecidedParts,
  type SigningPlace,
} from '#lib/projects/approve.ts';
import { lightSigners, refusalOfLight } from '#lib/projects/light-route.ts';
import { DecisionForm } from '#lib/projects/project-forms.ts';
import { requireProof } from '../access/prove-identity.ts';
import { requirePerson } from '../access/require-permission.ts';
import { staleError } from '../access/stale-error.ts';
import type { AccessContext } from '../access/access-context.ts';
import { addPromise, takePromiseBack } from '../commitments/promise-commands.ts';
import type { TellInboxes } from '../notify/notice-commands.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { findSigner, listLightSigners, type SignerRow } from '../people/signer-store.ts';
import { askToReadTeam, unaskToReadTeam } from '../people/team/reading-commands.ts';
import { requireOpinions } from './charter/opinion-rules.ts';
import { listActiveCovers } from './cover/cover-store.ts';
import * as decisionStore from './decision-store.ts';
import { listHands } from './hand-store.ts';
import { requireLight } from './signing/light-rules.ts';
import { applyMove, audit, write } from './move-project.ts';
import { contentOf, readSigned } from './signed-content.ts';
import { readSigningRules } from '../people/signing-rules.ts';
import * as store from './store.ts';
import { finishSignatures, tellOutcome, tellSigners, withdrawOutcome } from './tell-signers.ts';
import { deleteVersion, insertVersion } from './charter/version-store.ts';

type PersonActor = Extract<Actor, { kind: 'person' }>;

const MOVE_OF = { approved: 'approve', 'sent-back': 'sendBack', declined: 'decline', waiting: null } as const;
const TOLD_OF = {
  approved: 'project.decided',
  'sent-back': 'project.sentBack',
  declined: 'project.declined',
} as const;

/**
 * A director's signature or refusal [PR3] [PR4] [PR5]. It is bound to the content that they saw and
 * not to a version, so that two who sign at once both count [PR10]; the signer is judged as the
 * database has them within the same transaction.
 */
export async function decideProject(context: AccessContext, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'project.decide');
  await decide(context, actor, input, 'full');
}

/** A second lead says yes or no to a light project; with one lead alone, a director does [PR43]. */
export async function decideLight(context: AccessContext, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'project.decideLight');
  await decide(context, actor, input, 'light');
}

async function decide(
  context: AccessContext,
  actor: PersonActor,
  input: unknown,
  route: 'full' | 'light',
): Promise<void> {
  const form = parseInput(DecisionForm, input);
  // Checked before the password, so that who may not sign is told why and types nothing; decided again below.
  const asked = { ...form, route };
  await context.database.transaction((trx) => requireSigner(context, trx, actor, asked));
  await requireProof(context, actor, form.password);
  const after: TellInboxes[] = [];
  await context.database.transaction(async (trx) => {
    const { project, signer, place } = await requireSigner(context, trx, actor, asked);
    const conditionId =
      form.condition === ''
        ? null
        : await addPromise(
            context,
            trx,
            actor,
            {
              subject: { kind: 'project', id: project.id },
              text: form.condition,
              ownerId: (await listActiveCovers(trx)).get(project.id)?.byId ?? project.ownerId,
              dueOn: form.conditionDueOn || null,
            },
            after,
          );
    await decisionStore.insertDecision(trx, {
      projectId: project.id,
      submission: project.submission,
      part: place.part,
      signedAs: place.as,
      inNameOfId: place.inNameOfId,
      directorId: signer.id,
      isApproved: form.isApproved,
      isFinal: form.isFinal && !form.isApproved,
      reason: form.reason,
      conditionId,
      decidedAtMs: context.clock(),
      contentHash: form.contentHash,
      departmentName: signer.departmentName,
      roleSinceMs: signer.roleSinceMs,
      roleGrantedBy: signer.roleGrantedBy,
      projectVersion: project.version + 1,
    });
    const decisions = await decisionStore.listDecisionsOf(trx, project);
    const outcome = outcomeOf(decisions, form.contentHash, project.route);
    // The last signature waits for those whom the organisation wants to be heard [PR30].
    if (outcome === 'approved') await requireOpinions(context, trx, project, form.contentHash);
    const move = MOVE_OF[outcome];
    const state = move ? await applyMove(context, trx, actor, { project, move }) : project.state;
    if (!move) await write(trx, project, {});
    if (outcome === 'approved') await keepVersion(context, trx, project);
    const action = form.isApproved ? 'approve' : form.isFinal ? 'decline' : 'sendBack';
    const part = place.part === 'light' ? null : place.part;
    await audit(context, trx, actor, action, project.id, {
      changes: auditedChanges(
        { state: project.state },
        { state, part, inNameOf: place.inNameOf?.name ?? null },
      ),
      contentHash: form.contentHash,
    });
    if (outcome === 'waiting') {
      after.push(await tellSigners(context, trx, project, actor.id));
      return;
    }
    const kind = TOLD_OF[outcome];
    if (outcome === 'approved') after.push(await askToReadTeam(context, trx, project, actor.id));
    after.push(
      await finishSignatures(context, trx, project.id),
      await tellOutcome(context, trx, project, kind, actor.id),
    );
  });
  for (const tell of after) tell();
  context.bus.tell({ kind: 'project', id: form.projectId, action: 'decide' });
}

/** What was approved stays as it was then [PR39]. */
async function keepVersion(context: Context, trx: Queries, project: store.ProjectRow): Promise<void> {
  const { charter } = await readSigned(trx, project);
  await insertVersion(trx, project.id, {
    submission: project.submission,
    content: contentOf(project, charter),
    approvedAtMs: context.clock(),
  });
}

/**
 * Takes one's own newest decision back, as long as nothing else happened to the project [PR19]: the
 * project waits again, with what the other director decided before.
 */
export async function withdrawDecision(context: Context, actor: Actor, projectId: string): Promise<void> {
  requirePerson(actor, 'project.decideLight');
  const after: TellInboxes[] = [];
  await context.database.transaction(async (trx) => {
    await store.holdProject(trx, projectId);
    const project = await store.findProject(trx, projectId);
    if (!project) throw new AppError('not-found');
    const decision = await requireWithdrawable(context, trx, actor, project);
    await decisionStore.deleteDecision(trx, decision);
    if (decision.conditionId !== null)
      await takePromiseBack(context, trx, actor, decision.conditionId, after);
    // Where the other director has not decided yet, it waits still.
    const isWaiting = project.state === 'submitted';
    if (isWaiting) await write(trx, project, {});
    else {
      await applyMove(context, trx, actor, { project, move: 'withdraw' });
      await deleteVersion(trx, project.id, project.submission);
      after.push(await unaskToReadTeam(context, trx, project));
    }
    await audit(context, trx, actor, 'withdraw', project.id, {
      changes: auditedChanges(
        { state: project.state, part: decision.part === 'light' ? null : decision.part },
        { state: 'submitted', part: null },
      ),
      contentHash: decision.contentHash,
    });
    if (isWaiting) return;
    after.push(
      await withdrawOutcome(context, trx, project.id),
      await tellSigners(context, trx, project, actor.id),
    );
  });
  for (const tell of after) tell();
  context.bus.tell({ kind: 'project', id: projectId, action: 'decide' });
}

async function requireWithdrawable(
  context: Context,
  trx: Queries,
  { id: personId, roles }: PersonActor,
  project: store.ProjectRow,
): Promise<decisionStore.DecisionRow> {
  const decisions = await decisionStore.listDecisions(trx, project.id);
  const decision = decisions.find(({ directorId }) => directorId === personId);
  // A lead who said nothing about it had no part in it; a director may have.
  if (!decision)
    throw new AppError(roles.includes('director') ? 'not-found' : 'forbidden', {
      reason: 'projects.nothingToWithdraw',
    });
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

/** Where a signature stands: in one of the two parts, or for a light project as a whole. */
type Place = Omit<SigningPlace, 'part'> & { part: SigningPlace['part'] | 'light' };

/** Holds the project and refuses whoever may not sign what they saw. */
async function requireSigner(
  context: Context,
  trx: Queries,
  actor: PersonActor,
  form: { projectId: string; contentHash: string; route: 'full' | 'light' },
): Promise<{
  project: store.ProjectRow;
  signer: SignerRow;
  place: Place & { inNameOf?: SignerRow | undefined };
}> {
  await store.holdProject(trx, form.projectId);
  const project = await store.findProject(trx, form.projectId);
  if (!project) throw new AppError('not-found');
  const signer = await findSigner(trx, actor.id);
  const hands = await listHands(trx, project.id);
  const decisions = await decisionStore.listDecisionsOf(trx, project);
  const { rules } = await readSigningRules(context, trx);
  const place =
    form.route === 'light'
      ? await lightPlace(context, trx, actor.id, project, hands)
      : project.route === 'light'
        ? { refusal: 'projects.light.isLight' }
        : signer
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
  if ((await readSigned(trx, project)).hash !== form.contentHash) {
    const actions = ['project.change', 'project.writeCharter'] as const;
    throw await staleError(trx, actor, { kind: 'project', id: project.id, actions }, project);
  }
  const inNameOf = rules.directors.find(({ id }) => id === place.inNameOfId);
  return { project, signer, place: { ...place, inNameOf } };
}

/** Where the yes to a light project stands; judged anew at the moment of saying it [PR43] [PR44]. */
async function lightPlace(
  context: Context,
  trx: Queries,
  personId: string,
  project: store.ProjectRow,
  hands: ReadonlySet<string>,
): Promise<Place | { refusal: string }> {
  if (project.route !== 'light') return { refusal: 'projects.light.isFull' };
  const refusal = refusalOfLight(personId, await listLightSigners(trx), hands, context.clock());
  if (refusal) return { refusal };
  if (project.state === 'submitted') await requireLight(context, trx, project);
  return { part: 'light', as: 'director', inNameOfId: null };
}

/** The decision was made already: a conflict, and not a lack of rights. */
function isTaken(refusal: string): boolean {
  return ['projects.alreadyDecided', 'projects.alreadySigned', 'projects.nameSigned'].includes(refusal);
}

/** Refuses a submission whose open parts nobody can sign, with the part and what to do [PR11]. */
export async function requireSigners(
  context: Context,
  trx: Queries,
  { id, route }: Pick<store.ProjectRow, 'id' | 'route'>,
  decisions: readonly decisionStore.DecisionRow[] = [],
): Promise<void> {
  const hands = await listHands(trx, id);
  if (route === 'light') {
    if (lightSigners(await listLightSigners(trx), hands).length === 0)
      throw new AppError('conflict', { reason: 'projects.light.nobody' });
    return;
  }
  const { rules } = await readSigningRules(context, trx);
  const parts = undecidedParts(decisions);
  const open = signersByPart(rules, { hands, decisions }).filter(({ part }) => parts.includes(part));
  const { empty, onlyOne } = lackOfSigners(open);
  if (onlyOne && open.length > 1)
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
