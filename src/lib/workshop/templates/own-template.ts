import * as v from 'valibot';
import { flag, optionalText, requiredText, wholeNumber } from '#lib/base/parse-input.ts';
import type { Id } from '#lib/base/ids.ts';
import type { ContentLanguage, TemplateCategory } from '#lib/ishikawa/templates.ts';
import type { MeetingKind } from '../meeting-kind.ts';
import type { StepPlan } from '../programme/template-programme.ts';
import type { Seat } from '../workshop.ts';

export type OwnTemplateId = Id<'workshopTemplate'>;

/** More than anybody finds one in. */
export const MOST_TEMPLATES = 100;

/** A programme that the organisation keeps to use again, with its categories and whom it sits where [WS144]. */
export interface OwnTemplate {
  id: OwnTemplateId;
  name: string;
  /** Of what kind the meeting was that it was made of; it makes others of that kind. */
  kind: MeetingKind;
  language: ContentLanguage;
  /** Null when whoever made it is gone. */
  makerName: string | null;
  madeAtMs: number;
  programme: readonly StepPlan[];
  bones: readonly TemplateCategory[];
  seats: readonly { seat: Seat; personId: string; name: string }[];
  version: number;
}

const name = requiredText(80);

export const TemplateForm = v.object({
  workshopId: v.string(),
  name,
  withBones: v.optional(flag, false),
  withSeats: v.optional(flag, false),
});

export const TemplateRename = v.object({
  templateId: v.string(),
  version: wholeNumber(0, Number.MAX_SAFE_INTEGER),
  name,
});

/** What a copy takes from the workshop that it is made of; never what the room gave [WS140]. */
export const COPIED_PARTS = ['programme', 'categories', 'brief', 'people', 'seats'] as const;
export type CopiedPart = (typeof COPIED_PARTS)[number];

export const CopyForm = v.object({
  workshopId: v.string(),
  title: requiredText(200),
  problem: requiredText(300),
  goal: optionalText(1000),
  parts: v.optional(v.array(v.picklist(COPIED_PARTS)), []),
});
