import * as v from 'valibot';
import { optionalText, wholeNumber } from '#lib/base/parse-input.ts';

/** What the organisation wants from it in the end [WS60]. */
export const ORGANISATION_GOALS = ['win', 'keep', 'other'] as const;
export type OrganisationGoal = (typeof ORGANISATION_GOALS)[number];

/** Whether people without an account are to come. */
export const GUEST_PLANS = ['none', 'expected'] as const;
export type GuestPlan = (typeof GUEST_PLANS)[number];

/** What everybody should know of a workshop before it begins. Empty text, or null: not said yet. */
export interface Brief {
  goal: string;
  organisationGoal: OrganisationGoal | null;
  /** The goal in words, where it is another one. */
  organisationGoalText: string;
  known: string;
  outOfScope: string;
  /** What happens with the result. */
  result: string;
  guests: GuestPlan | null;
  /** 0 while none was written. */
  version: number;
}

/** The parts that a brief must have. Guests are a question of their own. */
export const BRIEF_PARTS = ['goal', 'organisationGoal', 'known', 'outOfScope', 'result'] as const;
export type BriefPart = (typeof BRIEF_PARTS)[number];

/** What a choice of a form says; its first, empty line says nothing yet. */
function chosenOf<const Item extends string>(items: readonly Item[]) {
  return v.pipe(
    v.optional(v.picklist(['', ...items]), ''),
    v.transform((item): Item | null => (item === '' ? null : item)),
  );
}

/** A brief may be saved before it is whole. */
export const BriefForm = v.object({
  workshopId: v.string(),
  version: wholeNumber(0, Number.MAX_SAFE_INTEGER),
  goal: optionalText(1000),
  organisationGoal: chosenOf(ORGANISATION_GOALS),
  organisationGoalText: optionalText(300),
  known: optionalText(4000),
  outOfScope: optionalText(2000),
  result: optionalText(2000),
  guests: chosenOf(GUEST_PLANS),
});

/** Which parts are still to be filled in [WS60]: another goal of the organisation needs its words. */
export function missingBriefParts(brief: Brief): BriefPart[] {
  return BRIEF_PARTS.filter(
    (part) =>
      brief[part] === '' ||
      brief[part] === null ||
      (part === 'organisationGoal' &&
        brief.organisationGoal === 'other' &&
        brief.organisationGoalText === ''),
  );
}
