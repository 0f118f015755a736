import * as v from 'valibot';
import { calendarDay, flag, requiredText } from '../../base/parse-input.ts';
import { SCOPES } from '../shift.ts';
import { ATTENDANCES } from './attendance.ts';
import { CHECKLIST_ITEM_MAX, CHECKLIST_PARTS, TICKET_MAX } from './checklist.ts';

/** Most letters of what was promised to a customer. */
export const PROMISE_MAX = 500;

const personId = v.pipe(v.string('form.required'), v.minLength(1, 'form.required'));
const optionalDueDay = v.optional(v.union([v.literal(''), calendarDay()]), '');

/** A mentor says that they are there, or are not after all. */
export const PresenceForm = v.object({ tourId: v.string(), isThere: flag });

/** A tour, and somebody on it. */
export const GuestForm = v.object({ tourId: v.string(), personId });

export const TickForm = v.object({ tourId: v.string(), personId, itemId: v.string(), isDone: flag });

export const TicketForm = v.object({ tourId: v.string(), personId, text: requiredText(TICKET_MAX) });

export const TicketPick = v.object({ tourId: v.string(), ticketId: v.string() });

/** Who goes on with a ticket, and until when. */
export const HandTicketForm = v.object({ ...TicketPick.entries, toId: personId, dueOn: optionalDueDay });

export const CloseForm = v.object({ tourId: v.string(), isClosed: flag });

export const AttendanceForm = v.object({
  tourId: v.string(),
  personId,
  attendance: v.picklist(ATTENDANCES, 'form.required'),
});

export const CustomerPromiseForm = v.object({
  tourId: v.string(),
  text: requiredText(PROMISE_MAX),
  dueOn: optionalDueDay,
});

export const ChecklistItemForm = v.object({
  part: v.picklist(CHECKLIST_PARTS),
  scope: v.pipe(
    v.optional(v.union([v.literal(''), v.picklist(SCOPES)]), ''),
    v.transform((scope) => (scope === '' ? null : scope)),
  ),
  text: requiredText(CHECKLIST_ITEM_MAX),
});
