/** The two parts of the organisation whose directors sign [PR3]. */
export const SIGNING_PARTS = ['marketing', 'customer-service'] as const;
export type SigningPart = (typeof SIGNING_PARTS)[number];

/** One decision about the present submission. */
export interface Decision {
  part: SigningPart;
  directorId: string;
  isApproved: boolean;
}

/** Who is involved in a project and so may not decide about it. */
export interface Involved {
  ownerId: string;
  deputyId: string;
  proposedBy: string;
}

/** Why a director may not decide, as a catalogue key; undefined when they may. */
export function refusalToDecide(
  director: { id: string; part: string | null },
  project: Involved,
): string | undefined {
  if ([project.ownerId, project.deputyId, project.proposedBy].includes(director.id))
    return 'projects.ownProject';
  if (!isSigningPart(director.part)) return 'projects.noSigningPart';
  return undefined;
}

export function isSigningPart(part: string | null): part is SigningPart {
  return SIGNING_PARTS.some((candidate) => candidate === part);
}

/** What the decisions so far come to: both parts must agree, one refusal is enough [PR3] [PR5]. */
export function outcomeOf(decisions: readonly Decision[]): 'approved' | 'sent-back' | 'waiting' {
  if (decisions.some((decision) => !decision.isApproved)) return 'sent-back';
  return missingParts(decisions).length === 0 ? 'approved' : 'waiting';
}

/** The parts whose director has not decided yet. */
export function missingParts(decisions: readonly Decision[]): SigningPart[] {
  return SIGNING_PARTS.filter((part) => !decisions.some((decision) => decision.part === part));
}
