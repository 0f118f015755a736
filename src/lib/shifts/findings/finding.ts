import * as v from 'valibot';
import { optionalText, requiredText } from '../../base/parse-input.ts';
import { foldText } from '../../base/words/fold-text.ts';
import type { Tracked } from '../tracker/tracked.ts';

/**
 * What was found [SH50]: something broken, something wished for, something learnt about customers, something missing in
 * what is written down, something that customers should not have to ask, and what looks wrong and has a reason.
 */
export const FINDING_KINDS = ['bug', 'request', 'question', 'insight', 'docs', 'explained'] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** How much a bug is in the way of a customer. */
export const FINDING_SEVERITIES = ['blocks', 'hinders', 'annoys'] as const;
export type FindingSeverity = (typeof FINDING_SEVERITIES)[number];

/** Kinds that somebody has to do something about: they stand on the issue list at once [SH7]. */
const ISSUES_AT_ONCE: readonly FindingKind[] = ['bug', 'request', 'question'];

export function isIssueAtOnce(kind: FindingKind): boolean {
  return ISSUES_AT_ONCE.includes(kind);
}

export const FINDING_TEXT_MAX = 4000;
export const FINDING_STEPS_MAX = 2000;
export const FINDING_QUOTE_MAX = 500;

export const FindingForm = v.pipe(
  v.object({
    roundId: v.string(),
    kind: v.picklist(FINDING_KINDS),
    text: requiredText(FINDING_TEXT_MAX),
    steps: optionalText(FINDING_STEPS_MAX),
    severity: v.optional(v.picklist(FINDING_SEVERITIES), 'hinders'),
    quote: optionalText(FINDING_QUOTE_MAX),
  }),
  // Only a bug has steps and a severity: what was typed before another kind was chosen is not kept.
  v.transform((form) => (form.kind === 'bug' ? form : { ...form, steps: '', severity: null })),
);

export const FindingPick = v.object({ roundId: v.string(), findingId: v.string() });

/** A finding as its readers see it. */
export interface Finding {
  id: string;
  roundId: string;
  personId: string;
  name: string;
  kind: FindingKind;
  text: string;
  steps: string;
  severity: FindingSeverity | null;
  /** What a customer said, in their words. */
  quote: string;
  /** How often customers asked it, of a question. */
  askedTimes: number;
  reportedAtMs: number;
  /** Where it stands in another tracker. */
  tracked: Tracked;
}

/** Kinds that something can be written down about, so that it is found the next time [SH81]. */
const ARTICLES_LATER: readonly FindingKind[] = ['docs', 'explained', 'question'];

export function canBeArticle(kind: FindingKind): boolean {
  return ARTICLES_LATER.includes(kind);
}

/** A finding with what it became. */
export interface SeenFinding extends Finding {
  /** Null where it is no issue. */
  issueNumber: number | null;
  /** Null where nothing is written about it. */
  articleId: string | null;
}

/** One question that customers should not have to ask, whoever noted it. */
export interface CountedQuestion {
  question: string;
  times: number;
  findings: { id: string; roundId: string }[];
}

/** The first line of a finding: what it is called, and of a question the question itself. */
export function headOf(text: string): string {
  return text.trim().split('\n')[0] ?? '';
}

/**
 * How often each question was asked [SH52], the most frequent first. It is one question where its first lines differ in
 * nothing but case, signs and diacritics; it is worded as it was noted first.
 */
export function countQuestions(
  findings: readonly Pick<Finding, 'id' | 'roundId' | 'kind' | 'text' | 'askedTimes' | 'reportedAtMs'>[],
): CountedQuestion[] {
  const questions = findings
    .filter(({ kind }) => kind === 'question')
    .toSorted((one, other) => one.reportedAtMs - other.reportedAtMs);
  const groups = Map.groupBy(questions, ({ text }) =>
    foldText(headOf(text))
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim(),
  );
  return [...groups.values()]
    .map((group) => ({
      question: headOf(group[0]?.text ?? ''),
      times: group.reduce((sum, { askedTimes }) => sum + askedTimes, 0),
      findings: group.map(({ id, roundId }) => ({ id, roundId })),
    }))
    .toSorted((one, other) => other.times - one.times);
}
