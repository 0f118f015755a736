import { bracketed } from './bracketed.ts';
import { type GuessReason, type Guess, guessed } from './guess.ts';

export const PLATFORMS = [
  'qualtrics',
  'surveymonkey',
  'google-forms',
  'microsoft-forms',
  'typeform',
  'limesurvey',
  'formbricks',
  'zendesk',
  'delighted',
  'plain',
] as const;
export type Platform = (typeof PLATFORMS)[number];

export interface PlatformGuess {
  platform: Guess<Platform>;
  headerRows: Guess<number>;
}

/** Headings that only one platform writes; all of a line must be there. Ours, from real exports. */
const SIGNATURES: readonly (readonly [Platform, readonly RegExp[]])[] = [
  ['typeform', [/^#$/, /^submit date \(utc\)$/i]],
  ['typeform', [/^network id$/i, /^submit date \(utc\)$/i]],
  ['limesurvey', [/^id$/i, /^submitdate$/i, /^lastpage$/i]],
  ['limesurvey', [/^response id$/i, /^date submitted$/i, /^last page$/i]],
  ['limesurvey', [/^id odpowiedzi$/i, /^data wysłania$/i, /^ostatnia strona$/i]],
  ['microsoft-forms', [/^(?:id|start time)$/i, /^start time$/i, /^completion time$/i]],
  ['microsoft-forms', [/^godzina rozpoczęcia$/i, /^godzina ukończenia$/i]],
  ['formbricks', [/^response id$/i, /^formbricks id/i]],
  ['formbricks', [/^no\.$/i, /^response id$/i, /^survey id$/i]],
  ['zendesk', [/^assignee_id$/i, /^requester_id$/i, /^ticket_id$/i, /^score$/i]],
  ['delighted', [/^survey_type$/i, /^score$/i, /^comment$/i, /^permalink$/i]],
];

const GOOGLE_FIRST = /^(?:timestamp|sygnatura czasowa|zeitstempel|horodateur|marca temporal)$/i;
const SURVEYMONKEY_SECOND = /^(?:response|open-ended response|odpowiedź|odpowiedź otwarta)$/i;
const QUALTRICS_META = [
  'startdate',
  'enddate',
  'status',
  'progress',
  'finished',
  'recordeddate',
  'responseid',
];

/** Which tool wrote the file, and how many rows its heading takes, from the first rows. See [SV5]. */
export function guessPlatform(rows: readonly (readonly string[])[]): PlatformGuess {
  const first = (rows[0] ?? []).map((cell) => cell.trim());
  return (
    qualtrics(rows, first) ??
    surveyMonkey(rows, first) ??
    bySignature(first) ??
    googleForms(first) ??
    plain(rows, first)
  );
}

function found(platform: Platform, headerRows: number, ...reasons: GuessReason[]): PlatformGuess {
  return { platform: guessed(platform, ...reasons), headerRows: guessed(headerRows, ...reasons) };
}

function qualtrics(
  rows: readonly (readonly string[])[],
  first: readonly string[],
): PlatformGuess | undefined {
  const third = rows[2] ?? [];
  const importIds = third.filter((cell) => /^\{\s*'?"?ImportId/.test(cell.trim())).length;
  if (importIds > 0 && importIds >= third.filter((cell) => cell.trim() !== '').length / 2) {
    return found('qualtrics', 3, { key: 'file.reason.platform.importId', values: { count: importIds } });
  }
  const second = (rows[1] ?? []).map((cell) => cell.trim());
  if (/^V1$/.test(first[0] ?? '') && /^responseid$/i.test(second[0] ?? '')) {
    return found('qualtrics', 2, { key: 'file.reason.platform.legacyQualtrics' });
  }
  const meta = first.filter((cell) => QUALTRICS_META.includes(cell.toLowerCase())).length;
  if (meta < 5) return undefined;
  const reason = { key: 'file.reason.platform.headings', values: { count: meta } };
  const hasLabels = second.some((cell) => /^(?:start date|response id|recorded date)$/i.test(cell));
  return found('qualtrics', hasLabels ? 2 : 1, reason);
}

/**
 * SurveyMonkey writes the question once over all its columns and the options below it, so its second
 * row has labels where the first is empty, and "Response" under single questions.
 */
function surveyMonkey(
  rows: readonly (readonly string[])[],
  first: readonly string[],
): PlatformGuess | undefined {
  if (!/^respondent ?id$|^id respondenta$/i.test(first[0] ?? '')) return undefined;
  const second = (rows[1] ?? []).map((cell) => cell.trim());
  const responses = second.filter((cell) => SURVEYMONKEY_SECOND.test(cell)).length;
  const labelsUnderGaps = second.filter((cell, i) => cell !== '' && (first[i] ?? '') === '').length;
  if ((second[0] ?? '') === '' && responses + labelsUnderGaps > 0) {
    return found(
      'surveymonkey',
      2,
      { key: 'file.reason.platform.respondentId' },
      { key: 'file.reason.platform.secondRow', values: { count: responses + labelsUnderGaps } },
    );
  }
  return found('surveymonkey', 1, { key: 'file.reason.platform.respondentId' });
}

function bySignature(first: readonly string[]): PlatformGuess | undefined {
  for (const [platform, headings] of SIGNATURES) {
    const matches = headings.map((heading) => first.find((cell) => heading.test(cell)));
    if (matches.every((match) => match !== undefined)) {
      const list = [...new Set(matches)].join(', ');
      return found(platform, 1, { key: 'file.reason.platform.signature', values: { headings: list } });
    }
  }
  return undefined;
}

function googleForms(first: readonly string[]): PlatformGuess | undefined {
  const heading = first[0] ?? '';
  if (!GOOGLE_FIRST.test(heading) || first.length < 2) return undefined;
  const reasons: GuessReason[] = [{ key: 'file.reason.platform.signature', values: { headings: heading } }];
  const grids = first.filter((cell) => bracketed(cell)).length;
  if (grids > 0) reasons.push({ key: 'file.reason.platform.grids', values: { count: grids } });
  return found('google-forms', 1, ...reasons);
}

/** One heading row, unless the first row is as numeric as the rows below it. */
function plain(rows: readonly (readonly string[])[], first: readonly string[]): PlatformGuess {
  const isNumeric = (cell: string): boolean => /^-?\d+(?:[.,]\d+)?$/.test(cell.trim());
  const numericBelow = (rows[1] ?? []).filter(isNumeric).length;
  const hasHeading = !(numericBelow > 0 && first.length > 0 && first.every((cell) => isNumeric(cell)));
  return {
    platform: guessed('plain', { key: 'file.reason.platform.plain' }),
    headerRows: guessed(hasHeading ? 1 : 0, {
      key: hasHeading ? 'file.reason.headerRows.one' : 'file.reason.headerRows.none',
    }),
  };
}
