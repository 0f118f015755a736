import type { Currency } from '#lib/base/money.ts';

/** When the organisation wants somebody to be heard: always, from a sum on, about an application, or when asked. */
export const OPINION_NEEDS = ['every', 'sum', 'application', 'none'] as const;
export type OpinionNeed = (typeof OPINION_NEEDS)[number];

export const OPINION_STATES = ['asked', 'given', 'refused'] as const;
export type OpinionState = (typeof OPINION_STATES)[number];

/** Somebody whom the organisation hears about its projects: Legal, Audit, Quality. */
export interface OpinionRule {
  id: string;
  name: string;
  /** Who gives it; null where nobody is named: then it cannot be asked for. */
  giverId: string | null;
  need: OpinionNeed;
  /** Hundredths of the organisation's currency, for `sum`. */
  fromMinor: number | null;
  /** For `application`. */
  applicationId: string | null;
  isUsed: boolean;
}

/** What of a project decides who is heard. */
export interface HeardProject {
  budgetMinor: number;
  currency: Currency;
  applicationIds: readonly string[];
}

/**
 * Whether the organisation wants this opinion about a project [PR29]. A budget in another currency than the
 * organisation's cannot be held against its sum: the opinion is wanted then.
 */
export function isOpinionRequired(rule: OpinionRule, project: HeardProject, currency: Currency): boolean {
  if (!rule.isUsed) return false;
  switch (rule.need) {
    case 'every':
      return true;
    case 'sum':
      return project.currency !== currency || project.budgetMinor >= (rule.fromMinor ?? 0);
    case 'application':
      return rule.applicationId !== null && project.applicationIds.includes(rule.applicationId);
    case 'none':
      return false;
  }
}

/** An opinion about a project, as far as it counts. */
export interface StoredOpinion {
  ruleId: string;
  state: OpinionState;
  /** What it was given on; null while it is asked for. */
  contentHash: string | null;
}

/** Whether somebody was heard about exactly what is signed: a refusal is an answer too, and its signer sees it [PR30]. */
export function isHeard(opinion: StoredOpinion | undefined, contentHash: string): boolean {
  return opinion !== undefined && opinion.state !== 'asked' && opinion.contentHash === contentHash;
}

/** The required opinions that are missing on this content: with one of them the last signature is not given [PR30]. */
export function missingOpinions<Rule extends OpinionRule>(
  rules: readonly Rule[],
  opinions: readonly StoredOpinion[],
  signed: { project: HeardProject; currency: Currency; contentHash: string },
): Rule[] {
  return rules.filter(
    (rule) =>
      isOpinionRequired(rule, signed.project, signed.currency) &&
      !isHeard(
        opinions.find(({ ruleId }) => ruleId === rule.id),
        signed.contentHash,
      ),
  );
}
