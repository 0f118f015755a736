import { type NaProposal, proposeNaCodes } from './na-codes.ts';
import { guessRoles, type RoleGuess } from './roles.ts';
import { type ColumnSummary, summariseColumn } from './summary.ts';
import type { ColumnRole, Scale, SurveyColumn, SurveyTable } from './table.ts';
import { type Tally, tallyAnswers } from './tally.ts';

/** Everything the analyst needs to decide about one column. */
export interface ColumnDescription {
  summary: ColumnSummary;
  guess: RoleGuess;
  naProposals: readonly NaProposal[];
}

/** What a person (or a flag) decided about one column; the parts left out keep their guess. */
export interface ColumnChoice {
  role?: ColumnRole;
  scale?: Scale;
  /** Replaces every proposal; an empty list clears them. */
  naCodes?: readonly string[];
}

/** The decisions about all columns, by index; never changed in place. */
export type ColumnChoices = ReadonlyMap<number, ColumnChoice>;

export const NO_CHOICES: ColumnChoices = new Map();

/** The decisions with one more about one column. */
export function addChoice(choices: ColumnChoices, index: number, choice: ColumnChoice): ColumnChoices {
  return new Map(choices).set(index, { ...choices.get(index), ...choice });
}

/** How often each distinct answer of each column was given. */
export function tallyColumns(table: SurveyTable): Tally[] {
  return table.columns.map(({ codes, dictionary }) => tallyAnswers(codes, dictionary.size));
}

/** Summaries, guessed roles and N/A proposals of all columns. */
export function describeColumns(
  table: SurveyTable,
  tallies: readonly Tally[] = tallyColumns(table),
): ColumnDescription[] {
  const summaries = table.columns.map((column, i) =>
    summariseColumn(column, table.decimal, tallies[i] ?? tallyAnswers(column.codes, column.dictionary.size)),
  );
  return guessRoles(summaries).map((guess, i) => {
    const summary = summaries[i];
    if (!summary) throw new Error('a guess without its column');
    return { summary, guess, naProposals: proposeNaCodes(summary, guess.role, guess.scale) };
  });
}

/**
 * The table with its roles, scales and N/A codes: a choice where there is one, the guess elsewhere.
 * `acceptsProposals` says whether proposed N/A codes take effect without having been accepted.
 */
export function applyChoices(
  table: SurveyTable,
  descriptions: readonly ColumnDescription[],
  choices: ColumnChoices,
  acceptsProposals: boolean,
): SurveyTable {
  const columns = table.columns.map((column, i): SurveyColumn => {
    const description = descriptions[i];
    return description
      ? withChoice(column, description, choices.get(column.index) ?? {}, acceptsProposals)
      : column;
  });
  return { ...table, columns };
}

function withChoice(
  column: SurveyColumn,
  { summary, guess, naProposals }: ColumnDescription,
  choice: ColumnChoice,
  acceptsProposals: boolean,
): SurveyColumn {
  const role = choice.role ?? guess.role;
  const scale = choice.scale ?? scaleFor(role, guess.scale, summary);
  const proposals = role === guess.role ? naProposals : proposeNaCodes(summary, role, scale);
  const naCodes = choice.naCodes ?? (acceptsProposals ? proposals.map(({ text }) => text) : []);
  return { ...column, role, scale, naCodes };
}

/** NPS has its own scale whatever was guessed; other measures take the guess, else the range of the answers. */
export function scaleFor(
  role: ColumnRole,
  guessed: Scale | undefined,
  summary: ColumnSummary,
): Scale | undefined {
  if (role === 'nps') return { min: 0, max: 10 };
  if (role !== 'csat' && role !== 'ces' && role !== 'rating') return undefined;
  if (guessed) return guessed;
  return summary.max > summary.min ? { min: summary.min, max: summary.max } : undefined;
}
