import * as v from 'valibot';
import { optionalText, wholeNumber } from '../../base/parse-input.ts';
import { ContactSumsShape } from './contact-sums.ts';

/** About a page each. */
export const REPORT_TEXT_MAX = 5000;
/** Days and findings of a team in one round. */
export const MAX_AGENT_DAYS = 100_000;

const version = v.pipe(v.string(), v.transform(Number), v.integer());
const pick = { roundId: v.string(), version };
const counted = wholeNumber(0, MAX_AGENT_DAYS);

export const RoundReportForm = v.object({
  ...pick,
  thanks: optionalText(REPORT_TEXT_MAX),
  worked: optionalText(REPORT_TEXT_MAX),
  toChange: optionalText(REPORT_TEXT_MAX),
  /** Null where nobody says; of no day there is no rate. */
  agentDays: v.union([
    v.pipe(
      v.literal(''),
      v.transform(() => null),
    ),
    wholeNumber(1, MAX_AGENT_DAYS),
  ]),
  agentFindings: v.union([
    v.pipe(
      v.literal(''),
      v.transform(() => 0),
    ),
    counted,
  ]),
});

export const ReportPick = v.object(pick);

export const ContactsForm = v.object({
  ...pick,
  sums: v.pipe(v.string('form.required'), v.parseJson(undefined, 'form.required'), ContactSumsShape),
});
