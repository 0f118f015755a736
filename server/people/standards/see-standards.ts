import {
  versionInForce,
  type StandardOpinion,
  type StandardSigning,
} from '#lib/people/standards/standard.ts';
import type { Actor } from '#lib/people/person.ts';
import {
  placeToSign,
  signersByPart,
  type Decision,
  type SignedProject,
  type SigningRules,
} from '#lib/projects/approve.ts';
import { hasFreshProof } from '../../access/prove-identity.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import { findSigner, type SignerRow } from '../signer-store.ts';
import { readSigningRules } from '../signing-rules.ts';
import { listStandardDecisions, type StandardDecisionRow } from './standard-decision-store.ts';
import { listStandardHands, listStandardVersions } from './standard-store.ts';
import type { StandardRow, StandardVersionRow } from './standard-store.ts';

/** Who sees what is not in force: leads, directors, and who answers for the standard [CX15]. */
export function isInsideStandard(actor: Actor, { ownerId }: Pick<StandardRow, 'ownerId'>): boolean {
  if (actor.kind === 'system') return true;
  if (actor.kind !== 'person') return false;
  return actor.roles.includes('lead') || actor.roles.includes('director') || actor.id === ownerId;
}

/** Standards with their versions and what was said of these, in a fixed number of queries. */
interface ReadStandards {
  versionsOf: (standardId: string) => StandardVersionRow[];
  decisionsOf: (versionId: string) => StandardDecisionRow[];
  /** What the rules of signatures ask of a version: who wrote on it, and what counts [CX16] [CX17]. */
  signedOf: (standard: Pick<StandardRow, 'ownerId'>, version: StandardVersionRow) => SignedProject;
}

export async function readStandards(db: Queries, standardIds: readonly string[]): Promise<ReadStandards> {
  const versions = await listStandardVersions(db, standardIds);
  const versionIds = versions.map(({ id }) => id);
  const decisions = Map.groupBy(await listStandardDecisions(db, versionIds), ({ versionId }) => versionId);
  const hands = Map.groupBy(await listStandardHands(db, versionIds), ({ versionId }) => versionId);
  const byStandard = Map.groupBy(versions, ({ standardId }) => standardId);
  return {
    versionsOf: (id) => byStandard.get(id) ?? [],
    decisionsOf: (id) => decisions.get(id) ?? [],
    signedOf: ({ ownerId }, { id, submission }) => ({
      hands: new Set([
        ...(hands.get(id) ?? []).map(({ personId }) => personId),
        ...(ownerId === null ? [] : [ownerId]),
      ]),
      decisions: (decisions.get(id) ?? [])
        .filter((decision) => decision.submission === submission)
        .map(toDecision),
    }),
  };
}

/** As the rules of signatures read it: what is signed is a version as it was asked. */
function toDecision(row: StandardDecisionRow): Decision {
  const { part, directorId, inNameOfId, isApproved, submission } = row;
  return { part, directorId, inNameOfId, isApproved, isFinal: false, contentHash: String(submission) };
}

/** For whom the asked version of a standard waits now, by person. */
export function listApprovers(rules: SigningRules<SignerRow>, signed: SignedProject): Set<string> {
  const open = signersByPart(rules, signed).filter(
    ({ part }) => !signed.decisions.some((made) => made.part === part),
  );
  const ids = new Set(open.flatMap(({ able }) => able.map(({ signer }) => signer.id)));
  for (const { directorId } of signed.decisions) ids.delete(directorId);
  return ids;
}

/** What the page of a standard says about its signatures. */
export async function readStandardSigning(
  context: Context,
  actor: Actor,
  signed: SignedProject,
): Promise<StandardSigning> {
  const { rules } = await readSigningRules(context, context.db);
  const waits = signersByPart(rules, signed)
    .filter(({ part }) => !signed.decisions.some((made) => made.part === part))
    .map(({ part, able, unable }) => ({
      part,
      able: able.map(({ signer, as, inNameOf }) => ({
        ...{ name: signer.name, as },
        absentName: inNameOf?.name ?? null,
      })),
      unable: unable.map(({ name }) => name),
    }));
  const nothing = { waits, mayDecide: false, refusal: null, place: null, needsPassword: false };
  if (actor.kind !== 'person' || !actor.roles.includes('director')) return nothing;
  const signer = await findSigner(context.db, actor.id);
  if (!signer) return nothing;
  const place = placeToSign(signer, signed, rules, context.clock());
  if ('refusal' in place) return { ...nothing, refusal: refusalOfStandard(place.refusal) };
  return {
    waits,
    mayDecide: true,
    refusal: null,
    place:
      place.as === 'director'
        ? null
        : {
            part: place.part,
            name: rules.directors.find(({ id }) => id === place.inNameOfId)?.name ?? null,
          },
    needsPassword: !(await hasFreshProof(context, actor)),
  };
}

/** What the rules of signatures say of a project, in the words of a standard where these differ. */
export function refusalOfStandard(refusal: string): string {
  return refusal === 'projects.ownProject' ? 'standards.ownStandard' : refusal;
}

/** Opinions of a version for its page: whoever only reads it sees who approved it, and nothing of the way there. */
export function seenOpinions(
  decisions: readonly StandardDecisionRow[],
  { submission }: Pick<StandardVersionRow, 'submission'>,
  isInside: boolean,
): StandardOpinion[] {
  return decisions
    .filter((decision) => isInside || decision.submission === submission)
    .map((decision) => ({
      id: decision.id,
      submission: decision.submission,
      part: decision.part,
      as: decision.as,
      directorName: decision.directorName,
      inNameOfName: decision.inNameOfName,
      isApproved: decision.isApproved,
      comment: isInside ? decision.comment : '',
      decidedAtMs: decision.decidedAtMs,
    }));
}

/** Whether a reader may see a standard at all: it is in force, or they see drafts. */
export function seesStandard(
  actor: Actor,
  standard: Pick<StandardRow, 'ownerId'>,
  versions: readonly StandardVersionRow[],
): boolean {
  return versionInForce(versions) !== null || isInsideStandard(actor, standard);
}
