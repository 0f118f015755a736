import { AppError } from '#lib/base/errors.ts';
import type { Actor } from '#lib/people/person.ts';
import {
  placeToSign,
  signersByPart,
  type PartSigners,
  type SigningPlace,
  type SigningRules,
} from '#lib/projects/approve.ts';
import { lightSigners, refusalOfLight } from '#lib/projects/light-route.ts';
import { isEditable } from '#lib/projects/project.ts';
import { listLastTimes } from '../access/audit-store.ts';
import { hasFreshProof } from '../access/prove-identity.ts';
import { requirePermission } from '../access/require-permission.ts';
import { listPromises } from '../commitments/promise-commands.ts';
import type { Context } from '../context.ts';
import { findSigner, listLightSigners, type SignerRow } from '../people/signer-store.ts';
import * as decisionStore from './decision-store.ts';
import { listHands, listHandsOf } from './hand-store.ts';
import { findLightRefusal } from './signing/light-rules.ts';
import { readSight, seenProject, type SeenProject } from './readers.ts';
import { readSigned } from './signed-content.ts';
import { readSigningRules } from '../people/signing-rules.ts';
import * as store from './store.ts';

/** What the page of a project says about its signatures. */
export interface Signing {
  /** Goes back with the signature: what its signer saw [PR10]. */
  contentHash: string;
  /** Who can sign for each part, and which directors cannot [PR11]. */
  signers: PartSigners<SignerRow>[];
  /** Who can say yes where it takes the light route [PR43]. */
  light: { id: string; name: string }[];
  /** Whether it may take the light route as it is now [PR43] [PR44]. */
  mayBeLight: boolean;
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
  const sight = await readSight(context.db, actor);
  if (!sight.isSeen(project)) throw new AppError('not-found');
  const nowMs = context.clock();
  const hands = await listHands(context.db, projectId);
  const { rules, reportingLine } = await readSigningRules(context, context.db);
  const decisions = await decisionStore.listDecisionsOf(context.db, project);
  // Who signed already stands there by name; what is said of the rest is who could.
  const signed = { hands, decisions: project.state === 'submitted' ? decisions : [] };
  const signers = signersByPart(rules, signed);
  const yesSayers = await listLightSigners(context.db);
  const { teamName } = context.settings.current;
  const base = {
    contentHash: (await readSigned(context.db, project)).hash,
    signers,
    light: lightSigners(yesSayers, hands).map(({ id, name }) => ({ id, name })),
    mayBeLight:
      isEditable(project.state) && (await findLightRefusal(context, context.db, project)) === undefined,
    reportingLine,
    teamName,
    place: null,
  };
  const nothing = { ...base, mayDecide: false, refusal: null, signsFromMs: null, needsPassword: false };
  if (actor.kind !== 'person' || project.state !== 'submitted') return nothing;
  if (project.route === 'light') {
    const reader = yesSayers.find(({ id }) => id === actor.id);
    if (!reader) return nothing;
    const refusal = refusalOfLight(actor.id, yesSayers, hands, nowMs) ?? null;
    return {
      ...base,
      mayDecide: refusal === null,
      refusal,
      signsFromMs: refusal === 'projects.signsLater' ? reader.signsFromMs : null,
      needsPassword: !(await hasFreshProof(context, actor)),
    };
  }
  const signer = actor.roles.includes('director') ? await findSigner(context.db, actor.id) : undefined;
  if (!signer) return nothing;
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

/** What the owner promised with the signatures of the present submission, by its id; for those inside [PR36] [PR48]. */
export async function getConditions(
  context: Context,
  actor: Actor,
  projectId: string,
): Promise<Record<string, { text: string; dueOn: string | null }>> {
  requirePermission(actor, 'project.view');
  const project = await store.findProject(context.db, projectId);
  if (!project || !(await readSight(context.db, actor)).isInside(project)) return {};
  const decisions = await decisionStore.listDecisionsOf(context.db, project);
  const promises = await listPromises(
    context.db,
    decisions.flatMap(({ conditionId }) => conditionId ?? []),
  );
  return Object.fromEntries([...promises].map(([id, { text, dueOn }]) => [id, { text, dueOn }]));
}

/** A submitted project with what was decided about it so far, and since when it waits. */
export interface SubmittedProject extends SeenProject {
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
  const sight = await readSight(context.db, actor);
  const decisions = await decisionStore.listPresentDecisions(context.db);
  const times = await listLastTimes(
    context.db,
    'project.submit',
    submitted.map(({ id }) => id),
  );
  const isDirector = actor.kind === 'person' && actor.roles.includes('director');
  const signer = isDirector ? await findSigner(context.db, actor.id) : undefined;
  const { rules } = await readSigningRules(context, context.db);
  const yesSayers = await listLightSigners(context.db);
  const handsOf = await listHandsOf(
    context.db,
    submitted.map(({ id }) => id),
  );
  return submitted
    .map((project) => {
      const own = decisions.filter(({ projectId }) => projectId === project.id);
      const hands = handsOf.get(project.id) ?? new Set<string>();
      const isLight = project.route === 'light';
      const place = isLight
        ? undefined
        : signer && placeToSign(signer, { hands, decisions: own }, rules, context.clock());
      const isToSign = place !== undefined && !('refusal' in place);
      const isToSay =
        isLight &&
        actor.kind === 'person' &&
        refusalOfLight(actor.id, yesSayers, hands, context.clock()) === undefined;
      return {
        ...seenProject(sight, project),
        decisions: own,
        submittedAtMs: times.get(project.id) ?? project.createdAtMs,
        awaitsReader: isToSign || isToSay,
        inNameOf: isToSign ? (toPlace(place, rules)?.name ?? null) : null,
      };
    })
    .toSorted((left, right) => left.submittedAtMs - right.submittedAtMs);
}
