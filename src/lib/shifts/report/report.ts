import type { FeedbackPart, FeedbackResult } from '../feedback/feedback.ts';
import type { ScoreComparison } from './compare-contacts.ts';
import type { FatedFinding } from './finding-fates.ts';
import type { RoundGuest } from './name-agents.ts';
import type { ParticipationRow } from './participation.ts';
import type { Rate } from './poisson-rate.ts';
import type { RoundSums } from './sum-round.ts';
import type { PublishedStory } from '../stories/story.ts';

/** What is said about a round beside its figures; Markdown. */
export interface ReportWords {
  thanks: string;
  worked: string;
  toChange: string;
}
export const REPORT_WORDS = [
  'thanks',
  'worked',
  'toChange',
] as const satisfies readonly (keyof ReportWords)[];

/** A report as its reader sees it [SH85]. */
export interface RoundReport extends ReportWords {
  title: string;
  goal: string;
  firstDay: string;
  lastDay: string;
  /** Whether everything that it counts is over; until then it is preliminary. */
  isOver: boolean;
  sums: RoundSums;
  departments: (ParticipationRow & { name: string | null })[];
  levels: ParticipationRow[];
  /** Who was on a tour of it, and who looked after one: names, each once. */
  guests: string[];
  mentors: string[];
  findings: FatedFinding[];
  guestRate: Rate | null;
  agentRate: Rate | null;
  /** Null where there is none, or where its reader does not see it yet. */
  scores: ScoreComparison | null;
  /** Stories of diary entries that everybody reads. */
  stories: PublishedStory[];
  /** What guests and mentors said without names, once answers are over. */
  feedback: Partial<Record<FeedbackPart, FeedbackResult>>;
  /** Null until it is published. */
  publishedAtMs: number | null;
  /** When something that is said in it was changed after that; null where nothing was. */
  changedAtMs: number | null;
}

/** What leads see besides, where they write it and where they read contacts for it. */
export interface ReportDesk extends ReportWords {
  title: string;
  isOver: boolean;
  isPublished: boolean;
  hasContacts: boolean;
  agentDays: number | null;
  agentFindings: number;
  /** Who was on a tour of it with the days on which contacts of theirs can lie, and the days of all contacts. */
  guests: RoundGuest[];
  firstDay: string;
  lastDay: string;
  /** The smallest group of which scores are kept. */
  smallest: number;
  /** How many are told when it is published. */
  told: number;
  /** 0 where nobody has written on it yet. */
  version: number;
}
