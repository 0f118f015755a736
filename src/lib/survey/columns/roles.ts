import { bracketed } from '#lib/tabular/file/bracketed.ts';
import { guessDateFormat, isExcelDay, isUnixTime } from '#lib/tabular/table/date-text.ts';
import { findJoinedOptions } from './joined-options.ts';
import type { GuessReason } from '#lib/tabular/file/guess.ts';
import { foldText } from '#lib/base/words/fold-text.ts';
import { findBatteries, type Battery } from './batteries.ts';
import { groupOptions, isTickColumn, optionBesideWord } from './option-groups.ts';
import {
  CODED_WORDS,
  CODE_NAME,
  COMMENT_WORDS,
  MOMENT_WORDS,
  WEIGHT_NAME,
  ID_NAME,
} from './heading-words.ts';
import {
  npsColumn,
  npsGroupColumn,
  typedScoreColumn,
  supportScoreColumn,
  itemColumn,
  countColumn,
  wordedScaleColumn,
  scaleColumn,
} from './score-rules.ts';
import type { ColumnInContext, RoleRule } from './role-rule.ts';
import { isPersonalHeading } from '../privacy/personal-heading.ts';
import type { RoleGuess } from './role-guess.ts';
import { reversedBecause, type DirectionReason } from './scale-direction.ts';
import { fitScale } from './scale-fit.ts';
import type { ColumnSummary } from './summary.ts';
import type { ColumnRole, JoinMark } from '#lib/tabular/table/table.ts';

/** In this order; the first rule that recognises the column decides. */
const RULES: readonly RoleRule[] = [
  emptyColumn,
  personalColumn,
  weightColumn,
  npsColumn,
  npsGroupColumn,
  typedScoreColumn,
  supportScoreColumn,
  dateColumn,
  idColumn,
  singleOptionColumn,
  itemColumn,
  wordedScaleColumn,
  countColumn,
  scaleColumn,
  numberColumn,
  joinedColumn,
  commentColumn,
];

/** The role of every column; columns are judged together, since neighbours tell about each other. */
export function guessRoles(summaries: readonly ColumnSummary[]): RoleGuess[] {
  const all = summaries.map((summary) =>
    foldText(`${splitWords(summary.name)} ${splitWords(summary.label)}`),
  );
  const canBeItem = (position: number): boolean => !CODED_WORDS.test(all[position] ?? '');
  const batteries = findBatteries(summaries, canBeItem);
  const scoreKind = scoreKindOf(summaries);
  const guesses = summaries.map((summary, position) => {
    const battery = batteries.find(({ members }) => members.includes(position));
    return guessRole({ summary, words: all[position] ?? '', battery, all, scoreKind });
  });
  const hasScores = guesses.some(({ role }, i) => role === 'nps' && (summaries[i]?.numericShare ?? 0) > 0.5);
  // Qualtrics writes promoter, passive and detractor beside the score they come from: once is enough.
  const groups = groupOptions(summaries, guesses);
  const directions = directionsOf(summaries, batteries);
  return guesses.map((guess, i) => {
    const summary = summaries[i];
    if (!summary) return guess;
    const isDerived = hasScores && guess.role === 'nps' && summary.numericShare === 0;
    if (isDerived) return categoryOf(summary);
    const optionOf = groups[i];
    const reason = directions[i];
    return withDirection(optionOf ? { ...guess, optionOf } : guess, reason);
  });
}

/** Which columns run from their best point down; the items of one question all run one way. */
function directionsOf(
  summaries: readonly ColumnSummary[],
  batteries: readonly Battery[],
): (DirectionReason | undefined)[] {
  const reasons = summaries.map(reversedBecause);
  for (const { members } of batteries) {
    const said = members.flatMap((position) => reasons[position] ?? []);
    for (const position of members) reasons[position] ??= said[0];
  }
  return reasons;
}

/** A scale on which 1 is best, when the heading or the labels say so. */
function withDirection(guess: RoleGuess, reason: DirectionReason | undefined): RoleGuess {
  if (!['rating', 'csat', 'ces'].includes(guess.role)) return guess;
  if (!reason) return guess;
  const reasons = [...guess.reasons, { key: `columns.reason.reversed.${reason}` }];
  return { ...guess, isReversed: true, reasons };
}

/** Delighted writes what its score is beside it: nps, csat, ces. */
function scoreKindOf(summaries: readonly ColumnSummary[]): ColumnRole | undefined {
  const kinds = summaries.find(({ name }) => name.toLowerCase() === 'survey_type')?.answers;
  const [kind] = kinds ?? [];
  const roles: Record<string, ColumnRole> = { nps: 'nps', csat: 'csat', ces: 'ces' };
  return kinds?.length === 1 ? roles[kind?.text.trim().toLowerCase() ?? ''] : undefined;
}

function guessRole(column: ColumnInContext): RoleGuess {
  for (const rule of RULES) {
    const guess = rule(column);
    if (guess) return guess;
  }
  return categoryOf(column.summary);
}

function categoryOf(summary: ColumnSummary): RoleGuess {
  return {
    role: 'category',
    reasons: [{ key: 'columns.reason.category', values: { count: summary.distinct } }],
  };
}

/** `ResponseId` and `NPS_score` are two words each. */
function splitWords(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, '$1 $2').replaceAll('_', ' ');
}

function emptyColumn({ summary }: ColumnInContext): RoleGuess | undefined {
  return summary.answered === 0 ? { role: 'ignore', reasons: [{ key: 'columns.reason.empty' }] } : undefined;
}

function personalColumn({ summary }: ColumnInContext): RoleGuess | undefined {
  // "Would you recommend us by e-mail?" answered 0-10 is a question, not an address.
  if (
    !(isPersonalHeading(splitWords(summary.name)) || isPersonalHeading(splitWords(summary.label))) ||
    summary.label.endsWith('?') ||
    // "Channels - e-mail", ticked or not, is an option.
    isTickColumn(summary) ||
    optionBesideWord(summary) !== undefined ||
    fitScale(summary, false)
  )
    return undefined;
  return {
    role: 'ignore',
    reasons: [{ key: 'columns.reason.personal', values: { heading: summary.name } }],
    isPersonal: true,
  };
}

function weightColumn({ summary }: ColumnInContext): RoleGuess | undefined {
  const isNamed = WEIGHT_NAME.test(foldText(splitWords(summary.name)));
  const isAroundOne = summary.min > 0 && summary.min <= 1 && summary.max >= 1 && !summary.isInteger;
  if (!isNamed || !isAroundOne || summary.numericShare < 0.95) return undefined;
  const values = { heading: summary.name, min: summary.min, max: summary.max };
  return { role: 'weight', reasons: [{ key: 'columns.reason.weight', values }] };
}

function dateColumn({ summary, words }: ColumnInContext): RoleGuess | undefined {
  const isMoment =
    MOMENT_WORDS.test(words) &&
    summary.answers.length > 0 &&
    summary.answers.every(({ text }) => isUnixTime(text));
  if (isMoment) return { role: 'date', reasons: [{ key: 'columns.reason.date.unix' }] };
  const example = excelDayIn(summary, words);
  if (example !== undefined) {
    return { role: 'date', reasons: [{ key: 'columns.reason.date.excelDays', values: { example } }] };
  }
  if (!summary.dateFormat) return undefined;
  const { order, isAmbiguous } = summary.dateFormat;
  const reasons: GuessReason[] = [{ key: `columns.reason.date.${order}` }];
  if (isAmbiguous) reasons.push({ key: 'columns.reason.date.ambiguous' });
  return { role: 'date', reasons };
}

/** A day as Excel counts it, under a heading that speaks of time, where every answer is one or a written date. See [SV135]. */
function excelDayIn({ answers }: ColumnSummary, words: string): string | undefined {
  const days = answers.filter(({ text }) => isExcelDay(text));
  if (!MOMENT_WORDS.test(words) || days.length === 0) return undefined;
  const others = answers.filter(({ text }) => !isExcelDay(text)).map(({ text }) => text);
  const areDates = others.length === 0 || guessDateFormat(others) !== undefined;
  return areDates ? days[0]?.text : undefined;
}

function idColumn({ summary, words }: ColumnInContext): RoleGuess | undefined {
  const uniqueShare = summary.distinct / Math.max(summary.answered, 1);
  const isNamed = summary.name === '#' || ID_NAME.test(foldText(splitWords(summary.name)));
  const isToken = summary.answers.every(({ text }) => /^[\w./-]{1,64}$/.test(text));
  const isSequence = summary.isInteger && summary.max - summary.min < summary.answered * 1.5;
  // Excel made long ids equal by rounding them: few are different any more, ids they still are.
  const isRounded = summary.answers.length > 0 && summary.answers.every(({ text }) => isRoundedId(text));
  const isCertain = isNamed && (uniqueShare > 0.9 || isRounded);
  const isLikely =
    summary.answered >= 50 &&
    uniqueShare > 0.999 &&
    isToken &&
    (isSequence || summary.numericShare < 0.5 || /id\b/.test(words));
  if (!isCertain && !isLikely) return undefined;
  return {
    role: 'id',
    reasons: [{ key: 'columns.reason.id', values: { count: summary.distinct, total: summary.answered } }],
  };
}

/** A long number that Excel keeps as 5.70306E+17. */
export function isRoundedId(text: string): boolean {
  return /^\d(?:[.,]\d+)?E\+(?:1[1-9]|[2-9]\d)$/i.test(text.trim());
}

/** One column per option of a multi-select: its only answer is the option, or a tick. */
function singleOptionColumn({ summary }: ColumnInContext): RoleGuess | undefined {
  const [only] = summary.answers;
  const brackets = isTickColumn(summary) ? bracketed(summary.name) : undefined;
  if (brackets) {
    const values = { option: brackets.inside.slice(0, 40) };
    return { role: 'multi', reasons: [{ key: 'columns.reason.option', values }] };
  }
  const beside = optionBesideWord(summary);
  if (beside !== undefined) {
    const values = { option: beside.slice(0, 40) };
    return { role: 'multi', reasons: [{ key: 'columns.reason.optionBesideWord', values }] };
  }
  if (!only || summary.distinct !== 1 || summary.answered === summary.rowCount) return undefined;
  const isOption =
    foldText(summary.name).includes(foldText(only.text).slice(0, 40)) ||
    /^(?:y|x|1|true|yes|tak)$/i.test(only.text.trim());
  if (!isOption) return undefined;
  return {
    role: 'multi',
    reasons: [{ key: 'columns.reason.option', values: { option: only.text.slice(0, 40) } }],
  };
}

/** A measured quantity: numbers with many values. Few whole numbers are rather the codes of a closed question. */
function numberColumn({ summary, words }: ColumnInContext): RoleGuess | undefined {
  if (summary.numericShare < 0.9) return undefined;
  const isIdLike =
    ID_NAME.test(foldText(splitWords(summary.name))) || /\bzip\b|zip$|kod pocztowy/.test(words);
  const isQuantity = !summary.isInteger || summary.distinct > 30;
  if (isIdLike || !isQuantity || CODE_NAME.test(words)) return undefined;
  return {
    role: 'number',
    reasons: [{ key: 'columns.reason.number', values: { min: summary.min, max: summary.max } }],
  };
}

/** What a mark is called in the catalogues. */
export const JOIN_NAMES: Readonly<Record<JoinMark, string>> = {
  ',': 'comma',
  ';': 'semicolon',
  '|': 'pipe',
  '\n': 'line-break',
  ' ': 'blank',
  '[]': 'brackets',
};

function joinedColumn({ summary }: ColumnInContext): RoleGuess | undefined {
  const joined = findJoinedOptions(summary.answers.map(({ text }) => text));
  if (!joined) return undefined;
  const { mark, count } = joined;
  return {
    role: 'multi',
    joinedBy: mark,
    reasons: [{ key: `columns.reason.joined.${JOIN_NAMES[mark]}`, values: { count } }],
  };
}

function commentColumn({ summary, words }: ColumnInContext): RoleGuess | undefined {
  const isLong = summary.meanLength > 30 && summary.distinct > Math.max(20, summary.answered * 0.3);
  const isVaried =
    summary.distinct > 20 || (summary.meanLength > 15 && summary.distinct > summary.answered * 0.3);
  const isNamed = COMMENT_WORDS.test(words) && summary.numericShare < 0.5 && summary.distinct > 2 && isVaried;
  // "slow", "very nice staff": short, but hardly two say the same, and most say it in more than one word.
  const sentences = summary.answers.filter(({ text }) => /\p{L}\s+\p{L}/u.test(text)).length;
  const isShort =
    summary.distinct > 20 &&
    summary.distinct > summary.answered * 0.6 &&
    sentences > summary.answers.length * 0.5 &&
    summary.numericShare < 0.1;
  if (!isLong && !isNamed && !isShort) return undefined;
  const values = { count: summary.distinct, length: Math.round(summary.meanLength) };
  return { role: 'comment', reasons: [{ key: 'columns.reason.comment', values }] };
}
