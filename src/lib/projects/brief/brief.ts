import type { Currency } from '#lib/base/money.ts';
import type { Charter } from '../charter/charter.ts';
import type { EffectContent } from '../effect/project-effect.ts';
import type { Health, ProjectState } from '../project.ts';

/** What a brief is made from: a project as its reader sees it. */
export interface BriefProject {
  number: number;
  title: string;
  aim: string;
  state: ProjectState;
  ownerName: string;
  deputyName: string;
  sponsorName: string | null;
  /** Null for whoever does not read inside. */
  budgetMinor: number | null;
  currency: Currency;
  startsOn: string;
  endsOn: string;
  /** When it was to run as it was approved first; null before that. */
  first: { startsOn: string; endsOn: string } | null;
  issues: readonly { number: number; title: string }[];
  /** Null where none is written, or none may be read. */
  charter: Charter | null;
  latestReport: { health: Health; text: string; reportedAtMs: number } | undefined;
  /** What was measured of it; null where nothing was, or this reader does not see it. */
  effect: Pick<
    EffectContent,
    'verdict' | 'kind' | 'value' | 'interval' | 'label' | 'before' | 'after'
  > | null;
  decisions: readonly { part: string; isApproved: boolean; directorName: string; decidedAtMs: number }[];
}
