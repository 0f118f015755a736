import * as v from 'valibot';
import { calendarDay, requiredText } from '../../base/parse-input.ts';

/**
 * How far an organisation has come with customer experience, from the first stage on [CX20]: the steps of the loop
 * that the product closes, since a stage is reached when the step before it is somebody's regular work.
 */
export const MATURITY_STAGES = ['scattered', 'listening', 'understanding', 'acting', 'proving'] as const;
export type MaturityStage = (typeof MATURITY_STAGES)[number];

/** As long as what an assessment rests on may be. */
export const EVIDENCE_MAX = 4000;

/** An assessment that is to be decided; how many may decide it is a rule of decisions. */
export const AssessmentForm = v.object({
  asOf: calendarDay(),
  evidence: requiredText(EVIDENCE_MAX),
  deciderIds: v.optional(v.array(v.string()), []),
});

/** Where the organisation said that it stands, once that was decided [CX20]. */
export interface Assessment {
  /** The day (ISO) of which it speaks. */
  asOf: string;
  /** Null where it was decided in words of its own. */
  stage: MaturityStage | null;
  /** What was decided, in words. */
  outcome: string;
  evidence: string;
  why: string;
  decidedByName: string;
  decidedAtMs: number;
  /** Its decision, for whoever may open that. */
  number: number | null;
}

/** One that waits to be decided, for those who see its decision. */
export interface OpenAssessment {
  asOf: string;
  number: number;
  deciders: string[];
}

/** The stage that was decided on: by the place of the chosen option among those that were offered [CX20]. */
export function stageOf(optionIds: readonly string[], outcomeOptionId: string | null): MaturityStage | null {
  const place = outcomeOptionId === null ? -1 : optionIds.indexOf(outcomeOptionId);
  return MATURITY_STAGES[place] ?? null;
}

/** How many stages an organisation moved between two assessments; null where either has none. */
export function stagesMoved(from: MaturityStage | null, to: MaturityStage | null): number | null {
  if (from === null || to === null) return null;
  return MATURITY_STAGES.indexOf(to) - MATURITY_STAGES.indexOf(from);
}
