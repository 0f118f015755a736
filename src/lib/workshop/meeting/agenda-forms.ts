import * as v from 'valibot';
import { calendarDay, optionalText, requiredText } from '#lib/base/parse-input.ts';
import { AGENDA_SOURCES, LONGEST_AGENDA_LINE, MOST_AGENDA_ITEMS } from './agenda-item.ts';

/** What goes onto the agenda of what is offered: those that are named; none named: all that everybody may see. */
export const AgendaFillForm = v.object({
  workshopId: v.string(),
  sources: v.optional(
    v.pipe(
      v.array(v.pipe(v.string(), v.maxLength(64), v.check(isSourceKey, 'form.required'))),
      v.maxLength(MOST_AGENDA_ITEMS * 4),
    ),
    [],
  ),
});

function isSourceKey(key: string): boolean {
  return AGENDA_SOURCES.some((kind) => key.startsWith(`${kind}/`));
}

export const AgendaLineForm = v.object({
  workshopId: v.string(),
  text: requiredText(LONGEST_AGENDA_LINE),
});

export const AgendaStateForm = v.object({
  workshopId: v.string(),
  itemId: v.string(),
  state: v.picklist(['open', 'talked', 'put-off', 'out']),
});

/** The longest decision that is typed in a room: one line. */
export const LONGEST_DECIDED = 300;

export const DecidedForm = v.object({
  workshopId: v.string(),
  text: requiredText(LONGEST_DECIDED),
  /** On which item of the agenda; empty: on none. */
  itemId: v.optional(v.string(), ''),
  /** Who answers for it, by name; empty: whoever types it. */
  owner: optionalText(120),
  /** When it is looked at again. */
  lookAgainOn: v.optional(v.union([calendarDay(), v.literal('')]), ''),
});
