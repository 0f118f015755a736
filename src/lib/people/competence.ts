import * as v from 'valibot';
import type { Id } from '../base/ids.ts';
import { requiredText } from '../base/parse-input.ts';

export type CompetenceId = Id<'competence'>;

/** From "not yet" to "teaches others"; what they are called is a text. */
export const COMPETENCE_LEVELS = [0, 1, 2, 3] as const;
export type CompetenceLevel = (typeof COMPETENCE_LEVELS)[number];

/** A short list is one that people fill in. */
export const MOST_COMPETENCES = 20;

export const COMPETENCE_NAME_MAX = 60;

/** What is said of one competence of one person: by themselves, and by who leads them [PE44]. */
export interface CompetenceView {
  own: CompetenceLevel | null;
  manager: CompetenceLevel | null;
  /** Who gave the second view. */
  managerName: string | null;
}

export const CompetenceForm = v.object({ name: requiredText(COMPETENCE_NAME_MAX) });

export const CompetenceChange = v.object({
  ...CompetenceForm.entries,
  competenceId: v.string(),
  version: v.number(),
});

export const CompetenceRemoval = v.object({ competenceId: v.string(), version: v.number() });

/** A level from a field of a form, where '' says nothing. */
export const competenceLevel = v.pipe(
  v.union([v.picklist(['', '0', '1', '2', '3']), v.picklist(COMPETENCE_LEVELS), v.null()]),
  v.transform((text) =>
    text === '' || text === null ? null : (COMPETENCE_LEVELS.find((value) => value === Number(text)) ?? null),
  ),
);

/** One's own view, or that of a manager of somebody else. */
export const CompetenceRating = v.object({
  personId: v.string(),
  competenceId: v.string(),
  level: competenceLevel,
});
