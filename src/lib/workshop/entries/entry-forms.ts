import { PULSE_SCALE } from './pulse.ts';
import * as v from 'valibot';
import { flag, calendarDay, optionalText, requiredText, wholeNumber } from '#lib/base/parse-input.ts';
import { DEFINING, ENTRY_KINDS } from './entry.ts';

const causeId = v.optional(v.pipe(v.string(), v.maxLength(64)), '');
const dueOn = v.optional(v.union([calendarDay(), v.literal('')]), '');

export const EntryForm = v.object({
  workshopId: v.string(),
  kind: v.picklist(ENTRY_KINDS),
  text: optionalText(300),
  causeId,
  owner: optionalText(120),
  dueOn,
});

export const EntryChangeForm = v.object({
  workshopId: v.string(),
  entryId: v.string(),
  text: requiredText(300),
  owner: optionalText(120),
  dueOn,
});

export const EntryPickForm = v.object({ workshopId: v.string(), entryId: v.string() });

export const EntryFlagForm = v.object({ workshopId: v.string(), entryId: v.string(), isOn: flag });

export const DefiningForm = v.object({ workshopId: v.string(), defining: v.picklist(DEFINING) });

export const PulseForm = v.object({ workshopId: v.string(), question: optionalText(200) });

export const PulseAnswerForm = v.object({
  workshopId: v.string(),
  value: wholeNumber(PULSE_SCALE.min, PULSE_SCALE.max),
});

export const IcebreakerForm = v.object({ workshopId: v.string(), question: optionalText(200) });

export const WorkshopPickForm = v.object({ workshopId: v.string() });
