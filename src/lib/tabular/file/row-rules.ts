import { type GuessReason, type Guess, guessed } from './guess.ts';
import type { Heading } from './headings.ts';
import type { Platform } from './platform.ts';

/** What to do with rows of a kind: trials of the author, or responses that were never sent off. */
export const ROW_TREATMENTS = ['exclude', 'keep'] as const;
export type RowTreatment = (typeof ROW_TREATMENTS)[number];

export type RowKind = 'test' | 'unfinished';
export type RowRuleReason = 'preview-response' | 'spam-response' | 'unfinished-response';

/** One column that tells which rows are no responses of customers. */
export interface RowRule {
  kind: RowKind;
  reason: RowRuleReason;
  column: number;
  applies(answer: string): boolean;
}

interface RuleForm {
  kind: RowKind;
  reason: RowRuleReason;
  heading: RegExp;
  applies(answer: string): boolean;
}

/** Labels and codes of Qualtrics' column Status (1 preview, 2 test, 8 spam; 9 and 17 the same, offline). */
const PREVIEW =
  /^(?:1|2|9|17|survey preview|survey test|offline survey preview|umfragevorschau|podgląd ankiety)$/i;
const SPAM = /^(?:8|12|spam|imported spam)$/i;
const NOT_FINISHED =
  /^(?:0|false|falsch|faux|fałsz|no|nein|nie|non|incomplete|partial|partially completed|niepełna)$/i;

const isEmpty = (answer: string): boolean => answer.trim() === '';
const matches =
  (pattern: RegExp) =>
  (answer: string): boolean =>
    pattern.test(answer.trim());

const RULES: Partial<Record<Platform, readonly RuleForm[]>> = {
  qualtrics: [
    {
      kind: 'test',
      reason: 'preview-response',
      heading: /^status$|^response type$/i,
      applies: matches(PREVIEW),
    },
    { kind: 'test', reason: 'spam-response', heading: /^status$|^response type$/i, applies: matches(SPAM) },
    {
      kind: 'unfinished',
      reason: 'unfinished-response',
      heading: /^finished$/i,
      applies: matches(NOT_FINISHED),
    },
  ],
  limesurvey: [
    {
      kind: 'unfinished',
      reason: 'unfinished-response',
      heading: /^(?:submitdate|date submitted|data wysłania)$/i,
      applies: isEmpty,
    },
  ],
  formbricks: [
    {
      kind: 'unfinished',
      reason: 'unfinished-response',
      heading: /^finished$/i,
      applies: matches(NOT_FINISHED),
    },
  ],
  typeform: [
    {
      kind: 'unfinished',
      reason: 'unfinished-response',
      heading: /^response type$/i,
      applies: matches(/^(?:partial|started|incomplete)$/i),
    },
    {
      kind: 'unfinished',
      reason: 'unfinished-response',
      heading: /^submit date \(utc\)$/i,
      applies: isEmpty,
    },
  ],
  surveymonkey: [
    {
      kind: 'unfinished',
      reason: 'unfinished-response',
      heading: /^(?:response )?status$/i,
      applies: matches(
        /^(?:partial|incomplete|in progress|disqualified|zakwalifikowano częściowo|częściowo)$/i,
      ),
    },
  ],
};

/** The rules that fit the headings of a file; none for a table of no known tool. */
export function rowRules(platform: Platform, headings: readonly Heading[]): RowRule[] {
  return (RULES[platform] ?? []).flatMap(({ heading, ...rule }) => {
    const column = headings.findIndex(({ name, label }) => heading.test(name) || heading.test(label));
    return column < 0 ? [] : [{ ...rule, column }];
  });
}

/**
 * Whether rows of one kind are to be left out: yes, unless they are most of the sample, when the column rather
 * means something else (a survey that is exported while it runs, an export without dates). See [SV27].
 */
export function guessTreatment(
  kind: RowKind,
  rules: readonly RowRule[],
  headings: readonly Heading[],
  sample: readonly (readonly string[])[],
): Guess<RowTreatment> {
  const own = rules.filter((rule) => rule.kind === kind);
  if (own.length === 0) return guessed('keep', { key: 'file.reason.rows.noColumn' });
  const found = sample.filter((row) => own.some(({ column, applies }) => applies(row[column] ?? ''))).length;
  const columns = [...new Set(own.map(({ column }) => headings[column]?.name ?? ''))].join(', ');
  const reason: GuessReason = {
    key: 'file.reason.rows.found',
    values: { column: columns, count: found, total: sample.length },
  };
  if (found <= sample.length / 2) return guessed('exclude', reason);
  return guessed('keep', reason, { key: 'file.reason.rows.most' });
}
