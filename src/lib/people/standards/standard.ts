import type { Id } from '../../base/ids.ts';

export type StandardId = Id<'standard'>;
export type StandardVersionId = Id<'standard-version'>;

/** Where a version stands: written, waiting for both directors, or approved by them [CX16]. */
export const STANDARD_STATES = ['draft', 'asked', 'approved'] as const;
export type StandardState = (typeof STANDARD_STATES)[number];

/** The most standards of an organisation: its list reads all of them. */
export const MOST_STANDARDS = 100;

/** What somebody writes of a version. */
export interface StandardWords {
  title: string;
  /** Markdown. */
  text: string;
  /** What is new against the version before; empty for nothing said. */
  note: string;
}

/** A version of a standard. */
export interface StandardVersion extends StandardWords {
  id: StandardVersionId;
  /** From 1 on, in the order in which they were begun. */
  number: number;
  state: StandardState;
  /** How often it was asked to be approved: what was said before counts no more. */
  submission: number;
  writtenByName: string;
  askedAtMs: number | null;
  approvedAtMs: number | null;
}

/** The version in force: of those that were approved the last [CX17]. */
export function versionInForce<Version extends Pick<StandardVersion, 'number' | 'state'>>(
  versions: readonly Version[],
): Version | null {
  return (
    versions
      .filter(({ state }) => state === 'approved')
      .toSorted((one, other) => other.number - one.number)[0] ?? null
  );
}

/** The one version that is not approved yet; there is never a second. */
export function openVersion<Version extends Pick<StandardVersion, 'state'>>(
  versions: readonly Version[],
): Version | null {
  return versions.find(({ state }) => state !== 'approved') ?? null;
}

/** Whether what was written is other than what is in force: only then there is something to approve. */
export function isNewWording(
  words: Pick<StandardWords, 'title' | 'text'>,
  before: Pick<StandardWords, 'title' | 'text'> | null,
): boolean {
  return before === null || words.title !== before.title || words.text !== before.text;
}

/** What a director said of a version [CX17]. */
export interface StandardOpinion {
  id: string;
  submission: number;
  part: 'marketing' | 'customer-service';
  as: 'director' | 'substitute' | 'organisation';
  directorName: string;
  /** The absent director in whose name it was said. */
  inNameOfName: string | null;
  isApproved: boolean;
  comment: string;
  decidedAtMs: number;
}

export interface SeenVersion extends StandardVersion {
  /** In the order in which they were said; to who only reads, the two approvals that brought it into force. */
  opinions: readonly StandardOpinion[];
}

/** For whom a version waits, and what its reader may do about it [CX16]. */
export interface StandardSigning {
  waits: readonly {
    part: StandardOpinion['part'];
    able: readonly { name: string; absentName: string | null; as: StandardOpinion['as'] }[];
    /** Directors of the part who wrote on it themselves. */
    unable: readonly string[];
  }[];
  mayDecide: boolean;
  /** Why a director cannot, as a catalogue key; null for the rest. */
  refusal: string | null;
  /** In whose place this reader would say it; null for their own. */
  place: { name: string | null; part: StandardOpinion['part'] } | null;
  needsPassword: boolean;
}

/** A standard as its reader may see it [CX15]. */
export interface SeenStandard {
  id: StandardId;
  title: string;
  ownerId: string | null;
  ownerName: string | null;
  /** A calendar day (ISO). */
  reviewOn: string;
  version: number;
  inForce: SeenVersion | null;
  /** What is not approved yet; null for who does not see it, too. */
  open: SeenVersion | null;
  /** Once in force, the newest first. */
  earlier: readonly SeenVersion[];
  /** Null while nothing is asked. */
  signing: StandardSigning | null;
}

/** One line of the list. */
export interface StandardLine {
  id: StandardId;
  title: string;
  ownerName: string | null;
  reviewOn: string;
  inForce: { number: number; approvedAtMs: number | null } | null;
  /** Where the version stands that is not approved yet; null for who does not see it, too. */
  open: StandardState | null;
  /** Whether it waits for this reader's signature. */
  awaitsReader: boolean;
}
