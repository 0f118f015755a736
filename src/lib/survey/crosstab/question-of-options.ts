import { packCodes } from '#lib/tabular/table/packed-codes.ts';
import type { SurveyColumn } from '#lib/tabular/table/table.ts';
import { tallyAnswers } from '#lib/tabular/table/tally.ts';
import { optionSplitter } from '../columns/joined-options.ts';
import { isChosen } from '../columns/option-groups.ts';
import { givenScores } from '../measure/scores.ts';
import type { CrossQuestion } from './cross-question.ts';

/** A multiple choice that joins its options in one cell, the most chosen option first. See [SV30], [SV160]. */
export function questionOfJoined(
  column: SurveyColumn,
  mark: NonNullable<SurveyColumn['joinedBy']>,
): CrossQuestion {
  const { dictionary, codes, name, label, role } = column;
  const given = givenScores(column);
  const { counts } = tallyAnswers(codes, dictionary.size);
  const texts = Array.from({ length: dictionary.size }, (_, code) => dictionary.textAt(code));
  const split = optionSplitter(texts.slice(1), mark);
  const options = texts.map((text, code) =>
    code === 0 || given[code] !== 1 ? [] : [...new Set(split(text))],
  );
  const people = new Map<string, number>();
  options.forEach((each, code) => {
    const count = counts[code] ?? 0;
    if (count > 0) for (const option of each) people.set(option, (people.get(option) ?? 0) + count);
  });
  const ranked = [...people].sort(([, a], [, b]) => b - a).map(([option]) => option);
  const placeOf = new Map(ranked.map((option, i) => [option, i]));
  const placesOf = options.map((each) => each.flatMap((option) => placeOf.get(option) ?? []));
  // What gives no option is no answer, as the empty cell is: both have code 0.
  const codeOf = Int32Array.from(placesOf, (places, code) => (places.length > 0 ? code : 0));
  return {
    name,
    label: label || name,
    role,
    isMultiple: true,
    isOrdered: false,
    answers: ranked.map((text) => ({ text })),
    codes: packCodes(
      codes.map((code) => codeOf[code] ?? 0),
      dictionary.size,
    ),
    answersOf: placesOf,
  };
}

/**
 * A multiple choice with a column for each option, in the order of the file. Whoever chose none cannot be told
 * from whoever skipped the question: both gave no answer. Rows that chose the same options share a code, found
 * column by column. See [SV30], [SV160].
 */
export function questionOfOptionColumns(columns: readonly SurveyColumn[], rowCount: number): CrossQuestion {
  const patterns: number[][] = [[]];
  const codes = new Int32Array(rowCount);
  columns.forEach((column, place) => {
    const given = givenScores(column);
    const chosen = Uint8Array.from({ length: column.dictionary.size }, (_, code) =>
      Number(code > 0 && given[code] === 1 && isChosen(column.dictionary.textAt(code))),
    );
    const withThis = new Int32Array(patterns.length).fill(-1);
    for (let row = 0; row < rowCount; row++) {
      if (chosen[column.codes[row] ?? 0] !== 1) continue;
      const before = codes[row] ?? 0;
      let code = withThis[before] ?? -1;
      if (code < 0) {
        code = patterns.push([...(patterns[before] ?? []), place]) - 1;
        withThis[before] = code;
      }
      codes[row] = code;
    }
  });
  const question = columns[0]?.optionOf?.question ?? '';
  return {
    name: question,
    label: question,
    role: 'multi',
    isMultiple: true,
    isOrdered: false,
    answers: columns.map(({ name, optionOf }) => ({ text: optionOf?.option ?? name })),
    codes: packCodes(codes, patterns.length),
    answersOf: patterns,
  };
}
