import type { Id } from '../../base/ids.ts';

export type ShiftProgrammeId = Id<'shiftProgramme'>;

/** The most versions of the programme: its page reads all of them. */
export const MOST_PROGRAMME_VERSIONS = 100;

/** What each person confirms before their first tour, each for itself. */
export const CONFIRMED_PARTS = ['rules', 'authorisation'] as const;
export type ConfirmedPart = (typeof CONFIRMED_PARTS)[number];

/** What of a version was decided by all, where it was. */
export interface ProgrammeDecision {
  id: string;
  number: number;
  /** It was decided, and not taken back since. */
  isDecided: boolean;
  /** Its poll is open: nothing of what it asks about changes. */
  isAsked: boolean;
  /** Nothing will come of it. */
  isWithdrawn: boolean;
}

/** The programme of support shifts in one version, or in its draft. */
export interface SeenProgramme {
  id: ShiftProgrammeId;
  /** Null while it is a draft. */
  number: number | null;
  title: string;
  /** These three are Markdown. */
  aim: string;
  rules: string;
  authorisation: string;
  sponsors: { id: string; name: string }[];
  changeNote: string;
  decision: ProgrammeDecision | null;
  withoutDecision: string;
  /** Whether whoever had confirmed the rules, or the authorisation, before was asked anew. */
  asksRules: boolean;
  asksAuthorisation: boolean;
  changedAtMs: number;
  putByName: string | null;
  inForceAtMs: number | null;
  version: number;
}

/** From which version on a confirmation of each part holds. */
export type HoldsSince = Readonly<Record<ConfirmedPart, number>>;

/** What changes from one version in force to the next [SH73]. */
export interface NextVersion {
  before: (HoldsSince & { number: number; texts: Readonly<Record<ConfirmedPart, string>> }) | null;
  texts: Readonly<Record<ConfirmedPart, string>>;
  /** The rules say the same in better words: nobody need confirm them again. */
  isWordingOnly: boolean;
}

/**
 * From which version on confirmations hold once this one is in force [SH73]. Rules that only say the same in better
 * words need not be confirmed again; an authorisation is one of its very words.
 */
export function holdsSinceOf({ before, texts, isWordingOnly }: NextVersion): HoldsSince & { number: number } {
  if (!before) return { number: 1, rules: 1, authorisation: 1 };
  const number = before.number + 1;
  const isNew = (part: ConfirmedPart): boolean => texts[part].trim() !== before.texts[part].trim();
  return {
    number,
    rules: isNew('rules') && !isWordingOnly ? number : before.rules,
    authorisation: isNew('authorisation') ? number : before.authorisation,
  };
}

/** That somebody confirmed a part of one version. */
export interface Confirmed {
  part: ConfirmedPart;
  number: number;
  atMs: number;
  withdrawnAtMs: number | null;
}

/** Of each part the confirmation that holds, the newest; null where it is still to be confirmed [SH74]. */
export function confirmedOf(
  since: HoldsSince,
  confirmations: readonly Confirmed[],
): Record<ConfirmedPart, Confirmed | null> {
  const holding = (part: ConfirmedPart): Confirmed | null =>
    confirmations
      .filter((each) => each.part === part && each.withdrawnAtMs === null && each.number >= since[part])
      .toSorted((one, other) => other.atMs - one.atMs)[0] ?? null;
  return { rules: holding('rules'), authorisation: holding('authorisation') };
}

/** What is still to be confirmed, in the order in which it is shown. */
export function missingParts(confirmed: Readonly<Record<ConfirmedPart, unknown>>): ConfirmedPart[] {
  return CONFIRMED_PARTS.filter((part) => confirmed[part] === null);
}
