import * as v from 'valibot';
import { optionalText, requiredText } from '../base/parse-input.ts';
import { ISSUE_STATES } from './issue.ts';

/** As long as the title and the text of an issue may be. */
export const TITLE_MAX = 300;
export const DESCRIPTION_MAX = 4000;

export const IssueForm = v.object({
  title: requiredText(TITLE_MAX),
  description: optionalText(DESCRIPTION_MAX),
  insightId: v.optional(v.string(), ''),
});

export const IssueChange = v.object({
  issueId: v.string(),
  version: v.number(),
  title: requiredText(TITLE_MAX),
  description: optionalText(DESCRIPTION_MAX),
  state: v.picklist(ISSUE_STATES),
});

export const CausesForm = v.object({
  workshopId: v.string(),
  causeIds: v.pipe(v.array(v.string()), v.minLength(1, 'issues.noCause'), v.maxLength(500)),
  as: v.optional(v.picklist(['each', 'together']), 'each'),
  /** Of the one issue that several causes make together; empty: their texts. */
  title: optionalText(TITLE_MAX),
});
