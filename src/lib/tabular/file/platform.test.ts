import { expect, test } from 'vitest';
import { readHeadings } from './headings.ts';
import { guessPlatform } from './platform.ts';

function guess(...rows: string[][]): [string, number] {
  const { platform, headerRows } = guessPlatform(rows);
  return [platform.value, headerRows.value];
}

test('[SV5] Qualtrics is known by the ImportId of its third row, in any language', () => {
  expect(
    guess(
      ['StartDate', 'Q1'],
      ['Anfangsdatum', 'Wie zufrieden sind Sie?'],
      ['{"ImportId":"startDate","timeZone":"Europe/Warsaw"}', '{"ImportId":"QID1"}'],
      ['2026-01-02 08:28:09', '5'],
    ),
  ).toEqual(['qualtrics', 3]);
});

test('[SV5] the older Qualtrics export has two header rows', () => {
  expect(
    guess(['V1', 'V2', 'Q1'], ['ResponseID', 'ResponseSet', 'How satisfied?'], ['R_1', 'Default', '4']),
  ).toEqual(['qualtrics', 2]);
});

test('[SV5] SurveyMonkey has two header rows when the second labels the options', () => {
  expect(
    guess(
      ['Respondent ID', 'Which have you used?', '', 'Age'],
      ['', 'Phone', 'Chat', 'Response'],
      ['1', 'Phone', '', '30-44'],
    ),
  ).toEqual(['surveymonkey', 2]);
  expect(guess(['RespondentID', 'Gender'], ['3436139758', 'Male'])).toEqual(['surveymonkey', 1]);
});

test.each([
  ['google-forms', ['Sygnatura czasowa', 'Jak oceniasz obsługę?']],
  ['google-forms', ['Timestamp', 'How was it? [Speed]']],
  ['typeform', ['#', 'What else?', 'Start Date (UTC)', 'Submit Date (UTC)', 'Network ID']],
  ['microsoft-forms', ['ID', 'Start time', 'Completion time', 'Email', 'Name', 'Q']],
  ['microsoft-forms', ['Identyfikator', 'Godzina rozpoczęcia', 'Godzina ukończenia', 'Pytanie']],
  ['limesurvey', ['id', 'submitdate', 'lastpage', 'startlanguage', 'Q1[SQ001]']],
  ['zendesk', ['id', 'assignee_id', 'requester_id', 'ticket_id', 'score', 'comment']],
  ['delighted', ['id', 'person', 'survey_type', 'score', 'comment', 'permalink']],
  ['plain', ['respondent', 'score']],
] as const)('[SV5] %s has one header row: %s', (platform, headings) => {
  expect(
    guess(
      [...headings],
      headings.map(() => 'x'),
    ),
  ).toEqual([platform, 1]);
});

test('[SV5] a file without headings has none', () => {
  expect(guess(['1', '9'], ['2', '8'])).toEqual(['plain', 0]);
});

test('[SV5] the question is carried over its options, and single questions keep their name', () => {
  const rows = [
    ['Respondent ID', 'Which have you used?', '', 'Age'],
    ['', 'Phone', 'Chat', 'Response'],
  ];
  expect(readHeadings(rows, 'surveymonkey', 4).map(({ name }) => name)).toEqual([
    'Respondent ID',
    'Which have you used? [Phone]',
    'Which have you used? [Chat]',
    'Age',
  ]);
});

test('[SV5] headings that repeat get an index, empty ones their position, line breaks become spaces', () => {
  const headings = readHeadings([['Other', '', 'Other', 'Two\nlines', 'Other']], 'plain', 5);
  expect(headings.map(({ name }) => name)).toEqual([
    'Other',
    'Column 2',
    'Other (2)',
    'Two lines',
    'Other (3)',
  ]);
});
