import type { FindingKind } from '../findings/finding.ts';
import { FINDING_KINDS } from '../findings/finding.ts';

/** What became of a finding: its issue is on the way, done or declined; an article was written; it had a reason. */
export const FINDING_FATES = ['open', 'listed', 'done', 'declined', 'written', 'explained'] as const;
export type FindingFate = (typeof FINDING_FATES)[number];

/** What its issue is, in words that the issue list has too. */
export interface IssueOfFinding {
  number: number;
  outcome: string;
}

export interface FatedFinding {
  id: string;
  kind: FindingKind;
  /** Its first line. */
  title: string;
  fate: FindingFate;
  issue: IssueOfFinding | null;
  articleId: string | null;
  /** Its key in another tracker; empty where it is in none. */
  ticket: string;
}

/** An issue that is over says more than an article; an article more than that it had a reason [SH87]. */
export function fateOf({
  kind,
  issue,
  articleId,
}: Pick<FatedFinding, 'kind' | 'issue' | 'articleId'>): FindingFate {
  if (issue?.outcome === 'done') return 'done';
  if (issue?.outcome === 'declined' || issue?.outcome === 'dropped') return 'declined';
  if (articleId !== null) return 'written';
  if (issue) return 'listed';
  return kind === 'explained' ? 'explained' : 'open';
}

/** How many of a kind became what, in the order of kinds; kinds of which nothing was found are left out. */
export interface KindSums {
  kind: FindingKind;
  count: number;
  fates: Readonly<Record<FindingFate, number>>;
}

export function sumFates(findings: readonly Pick<FatedFinding, 'kind' | 'fate'>[]): KindSums[] {
  return FINDING_KINDS.map((kind) => {
    const own = findings.filter((finding) => finding.kind === kind);
    const fates = Object.fromEntries(
      FINDING_FATES.map((fate) => [fate, own.filter((finding) => finding.fate === fate).length]),
    ) as Record<FindingFate, number>; // of that list
    return { kind, count: own.length, fates };
  }).filter(({ count }) => count > 0);
}
