import * as v from 'valibot';
import { optionalText, requiredText } from '../base/parse-input.ts';
import { ISSUE_STATES } from './issue.ts';

export const IssueForm = v.object({
  title: requiredText(300),
  description: optionalText(4000),
  insightId: v.optional(v.string(), ''),
});

export const IssueChange = v.object({
  issueId: v.string(),
  version: v.number(),
  title: requiredText(300),
  description: optionalText(4000),
  state: v.picklist(ISSUE_STATES),
});

export const CausesForm = v.object({
  workshopId: v.string(),
  causeIds: v.pipe(v.array(v.string()), v.minLength(1, 'issues.noCause'), v.maxLength(500)),
  as: v.optional(v.picklist(['each', 'together']), 'each'),
  /** Of the one issue that several causes make together; empty: their texts. */
  title: optionalText(300),
});
