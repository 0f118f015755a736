import type { Id } from '../base/ids.ts';
import { COUNTS_FROM_VOTES } from '../base/urn.ts';
import { turnAfter, workingDayAfter, type RhythmTiming } from './timing.ts';
import type { WorkCalendar } from '../base/calendar/working-days.ts';
import { dayAfter } from '../base/days.ts';
import type { AgreementCounts } from '../base/agreement/agreement-urn.ts';

export type TeamPulseId = Id<'team-pulse'>;
export type PulseAskId = Id<'pulse-ask'>;

export const PULSE_ASK_STATES = ['open', 'closed'] as const;
export type PulseAskState = (typeof PULSE_ASK_STATES)[number];

/** The most pulses that go on at a time [RH11]. */
export const MOST_PULSES = 20;
/** The most questions of one pulse [RH11]. */
export const MOST_PULSE_QUESTIONS = 10;
/** The most people whom one pulse asks [RH11]. */
export const MOST_PULSE_PEOPLE = 200;
/** The most working days for which an ask stays open [RH12]. */
export const MOST_OPEN_DAYS = 10;
/** It stays open for so many unless somebody says otherwise. */
export const USUAL_OPEN_DAYS = 5;
/** So many of the last closed asks are shown: a year of fortnights [RH15]. */
export const PULSE_ASKS_SHOWN = 26;
/** For so long after the end of a pulse its results are near enough to those of another to be subtracted [RH16]. */
export const APART_DAYS = 28;

/** The last day of an ask that opens on a day: so many working days later, and before the next one at the latest [RH12]. */
export function lastOpenDay(
  timing: RhythmTiming & { openDays: number },
  calendar: WorkCalendar,
  opensOn: string,
): string {
  const last = workingDayAfter(calendar, opensOn, timing.openDays - 1);
  const beforeNext = dayAfter(turnAfter(timing, opensOn), -1);
  return last < beforeNext ? last : beforeNext;
}

/**
 * Whether results of two groups of people, subtracted, would tell of a few: some are in both, and fewer than can be
 * shown are in one of them alone [RH16].
 */
export function differsByFew(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const shared = one.intersection(other).size;
  if (shared === 0) return false;
  return [one.size - shared, other.size - shared].some((alone) => alone > 0 && alone < COUNTS_FROM_VOTES);
}

/** What may be shown of a closed ask; nothing else of it is left [RH14]. */
export interface ClosedPulseAsk {
  id: PulseAskId;
  openedOn: string;
  endsOn: string;
  asked: number;
  answered: number;
  /** Null where too few answered. */
  counts: AgreementCounts | null;
  /** By their letters; null where too few answered for comments. */
  comments: readonly string[] | null;
}

/** A pulse as a reader sees it, with what they may do. */
export interface TeamPulse extends RhythmTiming {
  id: TeamPulseId;
  title: string;
  questions: readonly string[];
  openDays: number;
  makerName: string;
  /** Who is asked, by name. */
  askedNames: readonly string[];
  isEnded: boolean;
  /** When it asks next (ISO), days off counted in; null where it has ended or a season keeps it silent. */
  nextOn: string | null;
  pausedBy: string | null;
  /** The ask that is open: nothing of what was said, nor how many said it [RH13]. */
  open: {
    id: PulseAskId;
    openedOn: string;
    endsOn: string;
    asked: number;
    /** This reader is asked in it, and whether they have answered; nobody else learns it. */
    isAsked: boolean;
    hasAnswered: boolean;
  } | null;
  /** The newest first. */
  closed: readonly ClosedPulseAsk[];
  version: number;
  mayKeep: boolean;
}

/** One line of a pulse in a list. */
export type PulseLine = Pick<
  TeamPulse,
  'id' | 'title' | 'unit' | 'every' | 'startsOn' | 'isEnded' | 'nextOn' | 'pausedBy' | 'open'
> & { questions: number };

/** An open ask that waits for its reader. */
export interface WaitingPulse {
  pulseId: TeamPulseId;
  askId: PulseAskId;
  title: string;
  questions: number;
  endsOn: string;
}
