/** Ways to cut a project into stages that people of this trade know by name; texts are `charter.template.*`. */
export const STAGE_TEMPLATES = ['dmaic', 'double-diamond', 'pdca', 'pilot'] as const;
export type StageTemplate = (typeof STAGE_TEMPLATES)[number];

/** How many stages each has; their names and criteria are `charter.template.<template>.<number>`. */
const STAGES: Readonly<Record<StageTemplate, number>> = {
  dmaic: 5,
  'double-diamond': 4,
  pdca: 4,
  pilot: 4,
};

/**
 * The last days (ISO) of the stages of a template over a term: as even as whole days allow, the last one is the
 * last day of the term.
 */
export function stageDays(template: StageTemplate, startsOn: string, endsOn: string): string[] {
  const count = STAGES[template];
  const first = Temporal.PlainDate.from(startsOn);
  const days = first.until(Temporal.PlainDate.from(endsOn)).days;
  return Array.from({ length: count }, (_, index) =>
    first.add({ days: Math.round((days * (index + 1)) / count) }).toString(),
  );
}
