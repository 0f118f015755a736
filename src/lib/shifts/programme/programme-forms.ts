import * as v from 'valibot';
import { flag, optionalText, requiredText } from '../../base/parse-input.ts';

export const PROGRAMME_TITLE_MAX = 150;
export const PROGRAMME_AIM_MAX = 2000;
/** About five pages: what is longer is confirmed unread. */
export const PROGRAMME_RULES_MAX = 10_000;
export const AUTHORISATION_MAX = 5000;
export const CHANGE_NOTE_MAX = 1000;
export const WITHOUT_DECISION_MAX = 500;
/** The most people who stand for the programme with their name. */
export const MOST_PROGRAMME_SPONSORS = 10;

const version = v.pipe(v.string(), v.transform(Number), v.integer());

const people = (most: number, tooMany: string) =>
  v.pipe(
    v.optional(v.array(v.string()), []),
    v.transform((ids) => [...new Set(ids.filter((id) => id !== ''))]),
    v.maxLength(most, tooMany),
  );

export const ShiftProgrammeForm = v.object({
  /** Of the draft; empty for one that is only begun. */
  programmeId: v.optional(v.string(), ''),
  version: v.optional(version, '1'),
  title: requiredText(PROGRAMME_TITLE_MAX),
  aim: requiredText(PROGRAMME_AIM_MAX),
  rules: requiredText(PROGRAMME_RULES_MAX),
  authorisation: requiredText(AUTHORISATION_MAX),
  sponsorIds: people(MOST_PROGRAMME_SPONSORS, 'shifts.programme.tooManySponsors'),
});

export const ShiftProgrammePick = v.object({ programmeId: v.string(), version });

export const PutInForceForm = v.object({
  ...{ programmeId: v.string(), version },
  changeNote: optionalText(CHANGE_NOTE_MAX),
  withoutDecision: optionalText(WITHOUT_DECISION_MAX),
  isWordingOnly: v.optional(flag, false),
});

export const ConfirmForm = v.object({
  /** The version that was read. */
  programmeId: v.string(),
  rules: v.optional(flag, false),
  authorisation: v.optional(flag, false),
});

export const WithdrawForPick = v.object({ personId: v.string() });
