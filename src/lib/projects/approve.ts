import type { Route } from './light-route.ts';

/** The two parts of the organisation whose directors sign [PR3]. */
export const SIGNING_PARTS = ['marketing', 'customer-service'] as const;
export type SigningPart = (typeof SIGNING_PARTS)[number];

/** What a decision is about: one of the two parts, or a light project as a whole [PR43]. */
export const SIGNED_PARTS = [...SIGNING_PARTS, 'light'] as const;
export type SignedPart = (typeof SIGNED_PARTS)[number];

/** In whose place somebody signs: as a director of the part, for one who is away, or for the organisation. */
export const SIGNED_AS = ['director', 'substitute', 'organisation'] as const;
export type SignedAs = (typeof SIGNED_AS)[number];

/** One signature or refusal about the present submission. */
export interface Decision {
  part: SignedPart;
  /** Who decided: a director, or the second lead of a light project. */
  directorId: string;
  /** The absent director in whose name it was given [PR21]. */
  inNameOfId: string | null;
  isApproved: boolean;
  /** A refusal after which it is not submitted again [PR38]. */
  isFinal: boolean;
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

/** Who could sign at all today, and in whose place. */
export interface SigningRules<Named extends Signer = Signer> {
  /** Every active director, of whatever department. */
  directors: readonly Named[];
  /** Who signs in the name of whom today [PR21]. */
  standIns: readonly { personId: string; substituteId: string }[];
  /** Who steps in where a part has nobody who can [PR22]. */
  substituteId: string | null;
}

/** What is signed, and who cannot sign it. */
export interface SignedProject {
  /** Everybody who proposed, owned, deputised or edited since the draft began [PR4]. */
  hands: ReadonlySet<string>;
  decisions: readonly Decision[];
}

/** What one signature would be. */
export interface SigningPlace {
  part: SigningPart;
  as: SignedAs;
  inNameOfId: string | null;
}

/** Somebody who can sign for a part. */
export interface AbleSigner<Named extends Signer = Signer> {
  signer: Named;
  as: SignedAs;
  /** The absent director whom they sign for. */
  inNameOf: Named | null;
}

/**
 * For which part, and in whose place, this person signs now; or why they may not, as a catalogue key
 * [PR3] [PR4] [PR10] [PR12] [PR20]-[PR22].
 */
export function placeToSign(
  signer: Signer,
  project: SignedProject,
  rules: SigningRules,
  nowMs: number,
): SigningPlace | { refusal: string } {
  if (project.hands.has(signer.id)) return { refusal: 'projects.ownProject' };
  if (!signer.isActive || !signer.isDirector) return { refusal: 'projects.noSigningPart' };
  const used = namesOn(project.decisions);
  if (used.has(signer.id)) return { refusal: 'projects.alreadySigned' };
  const places = placesOf(signer, project, rules);
  if (places.length === 0) return { refusal: 'projects.noSigningPart' };
  const undecided = places.filter(({ part }) => !project.decisions.some((made) => made.part === part));
  if (undecided.length === 0) return { refusal: 'projects.alreadyDecided' };
  // Nobody's name stands twice on a project, whoever wrote it there.
  /** Whether nobody else could sign for the part: then it is theirs to sign, and the other part is for others. */
  const isNeeded = ({ part }: SigningPlace): boolean =>
    !ableFor(part, project, rules).some((able) => able.signer.id !== signer.id);
  const free = undecided.filter(({ inNameOfId }) => inNameOfId === null || !used.has(inNameOfId));
  const place = free.toSorted(
    (one, other) => Number(isNeeded(other)) - Number(isNeeded(one)) || rank(one) - rank(other),
  )[0];
  if (!place) return { refusal: 'projects.nameSigned' };
  if (signer.signsFromMs !== null && signer.signsFromMs > nowMs) return { refusal: 'projects.signsLater' };
  return place;
}

const rank = ({ as }: SigningPlace): number => SIGNED_AS.indexOf(as);

/** Everybody whose name stands on a project, by their own hand or by their substitute's. */
function namesOn(decisions: readonly Decision[]): ReadonlySet<string> {
  return new Set(
    decisions.flatMap(({ directorId, inNameOfId }) => (inNameOfId ? [directorId, inNameOfId] : [directorId])),
  );
}

/** Every place in which somebody could sign, decided already or not. */
function placesOf(signer: Signer, project: SignedProject, rules: SigningRules): SigningPlace[] {
  return SIGNING_PARTS.flatMap((part) => {
    const places: SigningPlace[] = [];
    if (signer.part === part) places.push({ part, as: 'director', inNameOfId: null });
    for (const { inNameOf } of standingIn(part, project, rules).filter(
      (able) => able.signer.id === signer.id,
    ))
      places.push({ part, as: 'substitute', inNameOfId: inNameOf?.id ?? null });
    const isOrganisations = rules.substituteId === signer.id && needsOrganisation(part, project, rules);
    if (isOrganisations) places.push({ part, as: 'organisation', inNameOfId: null });
    return places;
  });
}

/** The substitutes of directors of a part who could sign it themselves, were they there [PR21]. */
function standingIn<Named extends Signer>(
  part: SigningPart,
  { hands }: SignedProject,
  { standIns, directors }: SigningRules<Named>,
): AbleSigner<Named>[] {
  const find = (id: string): Named | undefined =>
    directors.find((person) => person.id === id && isThere(person) && !hands.has(id));
  return standIns.flatMap(({ personId, substituteId }) => {
    const [absent, signer] = [find(personId), find(substituteId)];
    if (!absent || !signer || absent.part !== part || signer.part === part) return [];
    return [{ signer, as: 'substitute' as const, inNameOf: absent }];
  });
}

/** Who can sign for a part in their own place or as a substitute of one of its directors, and has not signed yet. */
function ableFor<Named extends Signer>(
  part: SigningPart,
  project: SignedProject,
  rules: SigningRules<Named>,
): AbleSigner<Named>[] {
  const used = namesOn(project.decisions);
  const directors = rules.directors
    .filter((person) => person.part === part && isThere(person) && !project.hands.has(person.id))
    .map((signer) => ({ signer, as: 'director' as const, inNameOf: null }));
  return [...directors, ...standingIn(part, project, rules)].filter(
    ({ signer, inNameOf }) => !used.has(signer.id) && !(inNameOf && used.has(inNameOf.id)),
  );
}

/** Whether a part has nobody left, so that the organisation's substitute steps in [PR22]. */
function needsOrganisation(part: SigningPart, project: SignedProject, rules: SigningRules): boolean {
  return ableFor(part, project, rules).length === 0;
}

function isThere(person: Signer): boolean {
  return person.isActive && person.isDirector;
}

export function isSigningPart(part: string | null): part is SigningPart {
  return SIGNING_PARTS.some((candidate) => candidate === part);
}

export function isSignedPart(part: string | null): part is SignedPart {
  return SIGNED_PARTS.some((candidate) => candidate === part);
}

/**
 * What the decisions about the present content come to: one refusal is enough [PR5], a final one ends it [PR38], and
 * approval takes both parts from two different people, whatever department either is in today [PR3]; of a light
 * project one yes [PR43].
 */
export function outcomeOf(
  decisions: readonly Decision[],
  contentHash: string,
  route: Route = 'full',
): 'approved' | 'sent-back' | 'declined' | 'waiting' {
  const counted = decisions.filter((decision) => decision.contentHash === contentHash);
  if (counted.some(({ isApproved, isFinal }) => !isApproved && isFinal)) return 'declined';
  if (counted.some((decision) => !decision.isApproved)) return 'sent-back';
  if (route === 'light') return counted.some(({ part }) => part === 'light') ? 'approved' : 'waiting';
  const signed = counted.filter(({ part }) => part !== 'light');
  const isComplete = signed.some((one) =>
    signed.some((other) => other.part !== one.part && namesOn([one]).isDisjointFrom(namesOn([other]))),
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
  able: readonly AbleSigner<Named>[];
  unable: readonly Named[];
}

/** For both parts, who can sign and which of their directors had a hand in the project and cannot [PR11]. */
export function signersByPart<Named extends Signer>(
  rules: SigningRules<Named>,
  project: SignedProject,
): PartSigners<Named>[] {
  const { hands } = project;
  return SIGNING_PARTS.map((part) => {
    const stepsIn = rules.directors.find(
      (person) => person.id === rules.substituteId && isThere(person) && !hands.has(person.id),
    );
    const able = ableFor(part, project, rules);
    const isAmong = able.some(({ signer }) => signer.id === stepsIn?.id);
    return {
      part,
      able:
        stepsIn && !isAmong && needsOrganisation(part, project, rules)
          ? [...able, { signer: stepsIn, as: 'organisation' as const, inNameOf: null }]
          : able,
      unable: rules.directors.filter(
        (person) => person.part === part && isThere(person) && hands.has(person.id),
      ),
    };
  });
}

/** Why a submission can never be approved: parts that nobody can sign, or one person for both [PR11]. */
export function lackOfSigners<Named extends Signer>(
  parts: readonly PartSigners<Named>[],
): { empty: readonly PartSigners<Named>[]; onlyOne: Named | undefined } {
  const empty = parts.filter(({ able }) => able.length === 0);
  const people = new Map(parts.flatMap(({ able }) => able.map(({ signer }) => [signer.id, signer])));
  const [only] = people.values();
  return { empty, onlyOne: empty.length === 0 && people.size === 1 ? only : undefined };
}
