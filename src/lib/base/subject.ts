import * as v from 'valibot';

/** What something else can hang on: a promise, a talk, a notice. */
export const SUBJECT_KINDS = [
  'workshop',
  'issue',
  'ratings',
  'project',
  'round',
  'finding',
  'article',
  'story',
  'programme',
  'insight',
  'area',
  'series',
  'goal',
  'standard',
  'person',
  'decision',
  'pulse',
] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

/** One thing of any domain, by its id. */
export const SubjectRef = v.object({ kind: v.picklist(SUBJECT_KINDS), id: v.string() });
export type SubjectRef = v.InferOutput<typeof SubjectRef>;

/** What its own domain says of a thing to a reader who may see it. */
export interface Subject extends SubjectRef {
  title: string;
  /** Its page. */
  href: string;
  /** Who answers for it, by person; null where nobody does. */
  ownerId: string | null;
  /** Who stands in for the owner; null where nobody does. */
  deputyId: string | null;
  /** Whose place the owner of today stands in: what is due of them here is asked of that owner. */
  coveredId?: string | null;
  /** Nothing goes on there now, as it is over or on hold: nobody is asked how it goes. */
  isResting?: boolean;
  /** Who is asked about it where nobody answers for it by name: who brought it in, or carries it now. */
  askedId?: string | null;
}

/** One text of a reference, as a key of maps and of documents. */
export function subjectKey({ kind, id }: SubjectRef): string {
  return `${kind}/${id}`;
}

/** The page of a thing with a tab of its panel open, at one of the entries there. */
export function panelHref(href: string, panel: string, at: string): string {
  const url = new URL(href, 'http://host');
  url.searchParams.set('panel', panel);
  if (at !== '') url.searchParams.set('at', at);
  return url.pathname + url.search;
}
