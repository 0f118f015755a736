import * as v from 'valibot';

/** What answers of a scale are put together as. */
export const CROSS_GROUPS = [
  'promoters',
  'passives',
  'detractors',
  'top-two',
  'between',
  'bottom-two',
] as const;
export type CrossGroup = (typeof CROSS_GROUPS)[number];

/** How the answers of a scale stand in a table: as they are, put into groups, or as they are with the groups as nets. */
export const CROSS_FORMS = ['answers', 'groups', 'nets'] as const;
export type CrossForm = (typeof CROSS_FORMS)[number];

const name = v.pipe(v.string(), v.maxLength(1000));
const answer = v.pipe(v.string(), v.maxLength(2000));

/** Answers put together under a name of one's own. */
export const OwnNet = v.object({ text: answer, answers: v.pipe(v.array(answer), v.maxLength(200)) });
export type OwnNet = v.InferOutput<typeof OwnNet>;

/** Nets of one's own in one table: each is a row more to be tested. */
export const MOST_OWN_NETS = 20;

/** The crosstab that a page of a wave shows. */
export const CrossView = v.object({
  row: name,
  column: name,
  rowForm: v.picklist(CROSS_FORMS),
  columnForm: v.picklist(CROSS_FORMS),
  /** In the order of the answers, by the share of everybody, or by that of a column, counted from 0. */
  sort: v.union([v.picklist(['natural', 'all']), v.pipe(v.number(), v.integer(), v.minValue(0))]),
  nets: v.pipe(v.array(OwnNet), v.maxLength(MOST_OWN_NETS)),
});
export type CrossView = v.InferOutput<typeof CrossView>;

/** An answer or a net of a crosstab, with the answers that a net of one's own holds. */
export const CrossedAnswer = v.object({
  text: answer,
  net: v.nullable(v.picklist([...CROSS_GROUPS, 'own'])),
  members: v.pipe(v.array(answer), v.maxLength(200)),
});
export type CrossedAnswer = v.InferOutput<typeof CrossedAnswer>;
