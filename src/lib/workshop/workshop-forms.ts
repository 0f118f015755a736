import * as v from 'valibot';
import { calendarDay, optionalText, requiredText, wholeNumber } from '../base/parse-input.ts';
import { TEMPLATE_IDS } from '../ishikawa/templates.ts';
import { MEETING_KINDS } from './meeting-kind.ts';
import { MOST_WEEKS } from './series.ts';
import { subjectKeyField } from './meeting-subject.ts';
import { SEATS } from './workshop.ts';

const NO_SUBJECT = v.literal('');

export const WorkshopForm = v.pipe(
  v.object({
    kind: v.optional(v.picklist(MEETING_KINDS), 'workshop'),
    title: requiredText(200),
    goal: optionalText(1000),
    /** What stands at the head of the fish; a meeting without one is headed by its title. */
    problem: optionalText(300),
    insightId: v.optional(v.string(), ''),
    template: v.optional(v.picklist(TEMPLATE_IDS)),
    /** The bones as the lead left them, side by side with their questions; none: those of the template. */
    boneNames: v.optional(v.pipe(v.array(optionalText(80)), v.maxLength(40)), []),
    boneQuestions: v.optional(v.pipe(v.array(optionalText(200)), v.maxLength(40)), []),
    language: v.picklist(['en', 'pl']),
    /** The name of a programme of the product, or the id of an own template; empty: the usual one. */
    programme: v.optional(v.pipe(v.string(), v.maxLength(40)), ''),
    /** What it is about, such as `project/01h...`; empty: nothing in particular [MT5]. */
    about: v.optional(v.union([subjectKeyField, NO_SUBJECT]), ''),
    /** When it is held; a meeting without a day gets its sessions later. */
    startsOn: v.optional(v.union([calendarDay(), NO_SUBJECT]), ''),
    startsAt: v.optional(v.union([v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/)), NO_SUBJECT]), ''),
    /** After how many weeks the next one follows; 0 for one that stands alone [MT40]. */
    everyWeeks: v.optional(wholeNumber(0, MOST_WEEKS), 0),
  }),
  v.forward(
    v.check(({ kind, problem }) => kind !== 'workshop' || problem !== '', 'form.required'),
    ['problem'],
  ),
  v.forward(
    v.check(({ kind, template }) => kind !== 'workshop' || template !== undefined, 'form.required'),
    ['template'],
  ),
);

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
