import * as v from 'valibot';
import { optionalText, requiredText } from '#lib/base/parse-input.ts';
import { DOORS } from './room-places.ts';

export const JoinForm = v.object({
  code: v.string(),
  name: requiredText(60),
  department: requiredText(80),
  wish: v.optional(v.picklist(['take-part', 'watch']), 'take-part'),
  /** Of the press; a guest who presses twice comes in once. */
  requestKey: optionalText(64),
});

export const DoorForm = v.object({ workshopId: v.string(), door: v.picklist(DOORS) });

/** Without a guest: everybody who waits. */
export const AdmitForm = v.object({ workshopId: v.string(), guestId: v.optional(v.string(), '') });

export const PlaceForm = v.object({ workshopId: v.string(), wish: v.picklist(['take-part', 'watch']) });
