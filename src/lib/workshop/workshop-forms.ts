import * as v from 'valibot';
import { optionalText, requiredText } from '../base/parse-input.ts';
import { TEMPLATE_IDS } from '../ishikawa/templates.ts';
import { SEATS } from './workshop.ts';

export const WorkshopForm = v.object({
  title: requiredText(200),
  goal: optionalText(1000),
  problem: requiredText(300),
  insightId: v.optional(v.string(), ''),
  template: v.picklist(TEMPLATE_IDS),
  /** The bones as the lead left them, side by side with their questions; none: those of the template. */
  boneNames: v.optional(v.pipe(v.array(optionalText(80)), v.maxLength(40)), []),
  boneQuestions: v.optional(v.pipe(v.array(optionalText(200)), v.maxLength(40)), []),
  language: v.picklist(['en', 'pl']),
  /** The name of a programme of the product, or the id of an own template; empty: the usual one. */
  programme: v.optional(v.pipe(v.string(), v.maxLength(40)), ''),
});

export const InvitationForm = v.object({
  workshopId: v.string(),
  departmentIds: v.optional(v.array(v.string()), []),
  personIds: v.optional(v.array(v.string()), []),
});

export const SeatForm = v.object({
  workshopId: v.string(),
  seat: v.picklist(SEATS),
  personId: v.optional(v.string(), ''),
});
