import type { Treatment, Treatments } from '../privacy/mask-table.ts';
import { type NaProposal, proposeNaCodes } from './na-codes.ts';
import { findJoinMark } from './joined-options.ts';
import { guessRoles } from './roles.ts';
import type { RoleGuess } from './role-guess.ts';
import { type ColumnSummary, summariseColumn } from './summary.ts';
import type { ColumnRole, JoinMark, Scale, SurveyColumn, SurveyTable } from '#lib/tabular/table/table.ts';
import { type Tally, tallyAnswers } from '#lib/tabular/table/tally.ts';

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
  /** Whether 1 is the best point. */
  isReversed?: boolean;
  /** The number of each wording; replaces what the wordings were read as. */
  points?: Readonly<Record<string, number>>;
  /** What stands between the options of a multiple choice; `none` when each answer is one option. */
  joinedBy?: JoinMark | 'none';
  /** What becomes of its personal data; texts are masked unless said otherwise. */
  privacy?: Treatment;
}

/** The decisions about all columns, by index; never changed in place. */
export type ColumnChoices = ReadonlyMap<number, ColumnChoice>;

export const NO_CHOICES: ColumnChoices = new Map([]);

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
  const role = roleOf(guess, choice);
  const scale = choice.scale ?? scaleFor(role, guess.scale, summary);
  const isReversed = choice.isReversed ?? (guess.isReversed === true && role !== 'nps');
  const proposals = role === guess.role ? naProposals : proposeNaCodes(summary, role, scale);
  const naCodes = choice.naCodes ?? (acceptsProposals ? proposals.map(({ text }) => text) : []);
  const mark = joinMarkOf(summary, guess, choice);
  return {
    ...column,
    role,
    scale,
    naCodes,
    ...(isReversed ? { isReversed } : {}),
    ...(choice.points ? { points: choice.points } : {}),
    ...(mark ? { joinedBy: mark } : {}),
    ...(role === 'multi' && guess.optionOf ? { optionOf: guess.optionOf } : {}),
  };
}

/** A column that is left out as personal is kept as a category when a person masks or keeps it. */
export function roleOf(guess: RoleGuess, choice: ColumnChoice): ColumnRole {
  if (choice.role) return choice.role;
  const isRescued = guess.isPersonal && (choice.privacy === 'mask' || choice.privacy === 'keep');
  return isRescued ? 'category' : guess.role;
}

/** What stands between the options of a multiple choice: as chosen, as guessed, or what cuts it best when a person gave it that role. */
export function joinMarkOf(
  summary: ColumnSummary,
  guess: RoleGuess,
  choice: ColumnChoice,
): JoinMark | undefined {
  if (roleOf(guess, choice) !== 'multi' || choice.joinedBy === 'none') return undefined;
  if (choice.joinedBy ?? guess.joinedBy) return choice.joinedBy ?? guess.joinedBy;
  return guess.optionOf ? undefined : findJoinMark(summary.answers.map(({ text }) => text));
}

/** The treatment of every column about which a person decided. */
export function treatmentsOf(choices: ColumnChoices): Treatments {
  return new Map(
    [...choices].flatMap(([index, { privacy }]) => (privacy ? [[index, privacy] as const] : [])),
  );
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
