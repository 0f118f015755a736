/** The two parts of the organisation whose directors sign [PR3]. */
export const SIGNING_PARTS = ['marketing', 'customer-service'] as const;
export type SigningPart = (typeof SIGNING_PARTS)[number];

/** One signature or refusal about the present submission. */
export interface Decision {
  part: SigningPart;
  directorId: string;
  isApproved: boolean;
  /** The content that its signer saw; null for a signature from before this was kept. */
  contentHash: string | null;
}

/** A person at the moment of signing, as the database has them then and not as their session had them. */
export interface Signer {
  id: string;
  isActive: boolean;
  isDirector: boolean;
  /** The part of their department; null for none. */
  part: string | null;
  /** Before this moment they may not sign: somebody else had set their password. */
  signsFromMs: number | null;
}

/** What is signed, and who cannot sign it. */
export interface SignedProject {
  /** Everybody who proposed, owned, deputised or edited since the draft began [PR4]. */
  hands: ReadonlySet<string>;
  decisions: readonly Decision[];
}

/** Why this person may not sign now, as a catalogue key; undefined when they may [PR3] [PR4] [PR10] [PR12]. */
export function refusalToSign(signer: Signer, project: SignedProject, nowMs: number): string | undefined {
  if (project.hands.has(signer.id)) return 'projects.ownProject';
  if (!signer.isActive || !signer.isDirector || !isSigningPart(signer.part)) return 'projects.noSigningPart';
  if (project.decisions.some(({ directorId }) => directorId === signer.id)) return 'projects.alreadySigned';
  if (project.decisions.some(({ part }) => part === signer.part)) return 'projects.alreadyDecided';
  if (signer.signsFromMs !== null && signer.signsFromMs > nowMs) return 'projects.signsLater';
  return undefined;
}

export function isSigningPart(part: string | null): part is SigningPart {
  return SIGNING_PARTS.some((candidate) => candidate === part);
}

/**
 * What the decisions about the present content come to: one refusal is enough [PR5], and approval
 * takes both parts from two different people, whatever department either is in today [PR3].
 */
export function outcomeOf(
  decisions: readonly Decision[],
  contentHash: string,
): 'approved' | 'sent-back' | 'waiting' {
  const counted = decisions.filter((decision) => decision.contentHash === contentHash);
  if (counted.some((decision) => !decision.isApproved)) return 'sent-back';
  const isComplete = counted.some((one) =>
    counted.some((other) => other.part !== one.part && other.directorId !== one.directorId),
  );
  return isComplete ? 'approved' : 'waiting';
}

/**
 * How long a director can take a decision back [PR19]. Until then it stays in the house: whoever writes
 * to people about decisions writes after it.
 */
export const SIGNATURE_UNDO_MS = 60_000;
/** A press in the last second has a way to go. */
const ON_ITS_WAY_MS = 5_000;

/** One's own newest decision about a project, and what became of the project since. */
export interface Withdrawal {
  decidedAtMs: number;
  /** The version of the project that the decision made; null for one from before this was kept. */
  madeVersion: number | null;
  version: number;
  /** Who decided after it. */
  decidedSince: string | undefined;
}

/** Why a decision can no longer be taken back, as a catalogue key; undefined when it can [PR19]. */
export function refusalToWithdraw(
  { decidedAtMs, madeVersion, version, decidedSince }: Withdrawal,
  nowMs: number,
): string | undefined {
  if (nowMs > decidedAtMs + SIGNATURE_UNDO_MS + ON_ITS_WAY_MS) return 'projects.withdrawLate';
  if (madeVersion === version) return undefined;
  return decidedSince === undefined ? 'projects.movedSince' : 'projects.decidedSince';
}

/** The parts whose director has not decided yet. */
export function undecidedParts(decisions: readonly Pick<Decision, 'part'>[]): SigningPart[] {
  return SIGNING_PARTS.filter((part) => !decisions.some((decision) => decision.part === part));
}

/** Who could sign for one part, and which of its directors cannot, with the reason [PR11]. */
export interface PartSigners<Named extends Signer> {
  part: SigningPart;
  able: readonly Named[];
  unable: readonly { signer: Named; reason: string }[];
}

/** The directors of both parts, sorted into those who can sign and those who cannot [PR11]. */
export function signersByPart<Named extends Signer>(
  people: readonly Named[],
  hands: ReadonlySet<string>,
  nowMs: number,
): PartSigners<Named>[] {
  return SIGNING_PARTS.map((part) => {
    const directors = people.filter((person) => person.isActive && person.isDirector && person.part === part);
    const judged = directors.map((signer) => ({
      signer,
      reason: refusalToSign(signer, { hands, decisions: [] }, nowMs),
    }));
    return {
      part,
      able: judged.flatMap(({ signer, reason }) => (isLasting(reason) ? [] : [signer])),
      unable: judged.flatMap(({ signer, reason }) =>
        reason && isLasting(reason) ? [{ signer, reason }] : [],
      ),
    };
  });
}

/** Whoever only has to wait a day can still sign this submission. */
function isLasting(reason: string | undefined): boolean {
  return reason !== undefined && reason !== 'projects.signsLater';
}
