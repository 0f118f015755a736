// Above 300 lines: the rules are one ordered list, and each is a short function that is read beside the next.
import { bracketed } from '#lib/tabular/file/bracketed.ts';
import { guessDateFormat, isExcelDay, isUnixTime } from '#lib/tabular/table/date-text.ts';
import { findJoinedOptions } from './joined-options.ts';
import { labelNumber, labelWords } from './label-number.ts';
import { readLikert } from './likert.ts';
import type { GuessReason } from '#lib/tabular/file/guess.ts';
import { foldText } from '#lib/base/words/fold-text.ts';
import { findBatteries, type Battery } from './batteries.ts';
import { isNaText } from './na-text.ts';
import { groupOptions, isTickColumn, optionBesideWord } from './option-groups.ts';
import {
  NPS_WORDS,
  CES_WORDS,
  CSAT_WORDS,
  RATING_WORDS,
  CODED_WORDS,
  CODE_NAME,
  COMMENT_WORDS,
  MOMENT_WORDS,
  WEIGHT_NAME,
  ID_NAME,
  COUNT_WORDS,
  SUPPORT_SCORES,
} from './heading-words.ts';
import { isPersonalHeading } from '../privacy/personal-heading.ts';
import type { RoleGuess } from './role-guess.ts';
import { reversedBecause, type DirectionReason } from './scale-direction.ts';
import { fitAround, fitNpsScale, fitScale, type ScaleFit } from './scale-fit.ts';
import type { ColumnSummary } from './summary.ts';
import type { ColumnRole, JoinMark } from '#lib/tabular/table/table.ts';

interface ColumnInContext {
  summary: ColumnSummary;
  /** Heading and question, folded. */
  words: string;
  /** The question of which this column is one item. */
  battery: Battery | undefined;
  /** The words of every column. */
  all: readonly string[];
  /** What Delighted's column `survey_type` says that `score` is. */
  scoreKind: ColumnRole | undefined;
}

type Rule = (column: ColumnInContext) => RoleGuess | undefined;

/** In this order; the first rule that recognises the column decides. */
const RULES: readonly Rule[] = [
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

function npsColumn({ summary, words }: ColumnInContext): RoleGuess | undefined {
  if (!NPS_WORDS.test(words)) return undefined;
  const fit = fitNpsScale(summary) ?? labelledNps(summary);
  if (!fit) return undefined;
  const reasons: GuessReason[] = [
    { key: 'columns.reason.npsHeading', values: { heading: summary.name } },
    { key: 'columns.reason.scale', values: { min: 0, max: 10 } },
  ];
  return { role: 'nps', scale: fit.scale, reasons: [...reasons, ...outsideReasons(fit)] };
}

/** "0 - Not at all likely", 1, 2 ... "10 - Extremely likely". */
function labelledNps(summary: ColumnSummary): ScaleFit | undefined {
  if (summary.answers.every(({ text }) => Number.isNaN(labelNumber(text)))) return undefined;
  return fitNpsScale(withLabelNumbers(summary));
}

function withLabelNumbers(summary: ColumnSummary): ColumnSummary {
  const answers = summary.answers.map((answer) => ({
    ...answer,
    number: Number.isNaN(answer.number) ? labelNumber(answer.text) : answer.number,
  }));
  return { ...summary, answers };
}

function npsGroupColumn({ summary }: ColumnInContext): RoleGuess | undefined {
  const groups = summary.answers.filter(({ text }) =>
    /^(?:promoter|passive|detractor|promotor|krytyk|obojętny)s?$/i.test(text.trim()),
  );
  if (groups.length < 2 || groups.length < summary.answers.length) return undefined;
  return { role: 'nps', scale: { min: 0, max: 10 }, reasons: [{ key: 'columns.reason.npsGroups' }] };
}

function typedScoreColumn({ summary, scoreKind }: ColumnInContext): RoleGuess | undefined {
  if (!scoreKind || summary.name.toLowerCase() !== 'score' || summary.numericShare === 0) return undefined;
  const reasons = [{ key: 'columns.reason.scoreKind', values: { kind: scoreKind.toUpperCase() } }];
  if (scoreKind === 'nps') return { role: 'nps', scale: { min: 0, max: 10 }, reasons };
  return { role: scoreKind, scale: fitScale(summary, true)?.scale ?? { min: 1, max: 5 }, reasons };
}

/** Zendesk: good and bad are answers, offered and unoffered are none. */
function supportScoreColumn({ summary }: ColumnInContext): RoleGuess | undefined {
  const answers = summary.answers.map(({ text }) => text.trim().toLowerCase());
  const isGood = answers.some((text) => /^good/.test(text));
  const isKnown = answers.every((text) => SUPPORT_SCORES.test(text));
  if (!isKnown || !isGood || !answers.some((text) => /^bad/.test(text))) return undefined;
  return { role: 'csat', scale: { min: 0, max: 1 }, reasons: [{ key: 'columns.reason.goodBad' }] };
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

/** One item of a question: its scale and its role are those of the question, whatever it shows by itself. */
function itemColumn({ summary, battery, all }: ColumnInContext): RoleGuess | undefined {
  if (!battery) return undefined;
  const { scale, family, members, stem } = battery;
  const fit = family === undefined ? fitAround(summary, scale) : undefined;
  const reasons: GuessReason[] = [
    family === undefined
      ? { key: 'columns.reason.scale', values: { min: scale.min, max: scale.max } }
      : { key: 'columns.reason.likert', values: { family, count: summary.distinct } },
    stem === ''
      ? { key: 'columns.reason.sameAnswers', values: { count: members.length } }
      : { key: 'columns.reason.battery', values: { battery: stem.slice(0, 40), count: members.length } },
  ];
  return {
    role: roleOfItems(battery, all),
    scale,
    reasons: fit ? [...reasons, ...outsideReasons(fit)] : reasons,
  };
}

/** What most items are called is what all are: one statement about effort makes no effort score of a battery. */
function roleOfItems({ stem, members }: Battery, all: readonly string[]): ColumnRole {
  const ofStem = measuredRole(foldText(stem));
  if (ofStem !== 'rating') return ofStem;
  const roles = members.map((position) => measuredRole(all[position] ?? ''));
  const role = (['csat', 'ces'] as const).find(
    (kind) => roles.filter((own) => own === kind).length * 2 > roles.length,
  );
  return role ?? 'rating';
}

/** Rooms, persons, children: counted, however well their numbers would fit a scale. */
function countColumn({ summary, words }: ColumnInContext): RoleGuess | undefined {
  const isNamed = RATING_WORDS.test(words) || CSAT_WORDS.test(words) || CES_WORDS.test(words);
  if (!COUNT_WORDS.test(words) || isNamed || summary.numericShare < 0.9) return undefined;
  const values = { min: summary.min, max: summary.max };
  return {
    role: 'number',
    reasons: [
      { key: 'columns.reason.number', values },
      { key: 'columns.reason.count', values: { heading: summary.name } },
    ],
  };
}

function wordedScaleColumn({ summary, words }: ColumnInContext): RoleGuess | undefined {
  const hasLabels = summary.answers.some(({ text }) => !Number.isNaN(labelNumber(text)));
  if (!summary.isListComplete || (summary.numericShare > 0.5 && !hasLabels)) return undefined;
  const answers = summary.answers.map(({ text }) => text).filter((text) => !isNaText(text));
  const likert = readLikert(answers);
  if (likert) {
    const reason = {
      key: 'columns.reason.likert',
      values: { family: likert.family, count: answers.length },
    };
    return { role: measuredRole(words), scale: likert.scale, reasons: [reason] };
  }
  const numbered = withLabelNumbers(summary);
  if (answers.length < 3 || numbered.answers.every(({ number }) => Number.isNaN(number))) return undefined;
  const fit = fitScale(numbered, true);
  if (!fit || !isScaleOfLabels(answers, words)) return undefined;
  return {
    role: measuredRole(words),
    scale: fit.scale,
    reasons: [{ key: 'columns.reason.numberedLabels' }],
  };
}

/** "1. Warszawa, 2. Kraków" is a list. Numbered labels are a scale by their words, their ends alone, or their heading. */
function isScaleOfLabels(answers: readonly string[], words: string): boolean {
  const labelled = answers.filter((text) => !Number.isNaN(labelNumber(text)));
  const isNamed = RATING_WORDS.test(words) || CSAT_WORDS.test(words) || CES_WORDS.test(words);
  const hasEndsAlone = labelled.length <= 3 && answers.length > labelled.length;
  return isNamed || hasEndsAlone || readLikert(labelled.map(labelWords)) !== undefined;
}

function scaleColumn({ summary, words }: ColumnInContext): RoleGuess | undefined {
  const isCoded = CODED_WORDS.test(words);
  const isNamed = RATING_WORDS.test(words) || CSAT_WORDS.test(words) || CES_WORDS.test(words);
  if (isCoded && !isNamed) return undefined;
  const fit = fitScale(summary, isNamed);
  if (!fit) return undefined;
  const { min, max } = fit.scale;
  const reasons: GuessReason[] = [{ key: 'columns.reason.scale', values: { min, max } }];
  if (isNamed) reasons.push({ key: 'columns.reason.ratingHeading', values: { heading: summary.name } });
  const isWeak = !isNamed;
  if (isWeak) reasons.push({ key: 'columns.reason.valuesOnly' });
  return {
    role: measuredRole(words),
    scale: fit.scale,
    reasons: [...reasons, ...outsideReasons(fit)],
    isWeak,
  };
}

function measuredRole(words: string): ColumnRole {
  if (CES_WORDS.test(words)) return 'ces';
  return CSAT_WORDS.test(words) ? 'csat' : 'rating';
}

function outsideReasons({ outside, naTexts, scale }: ScaleFit): GuessReason[] {
  return [...outside, ...naTexts].map(({ text, count }) => ({
    key: 'columns.reason.outside',
    values: { text, count, min: scale.min, max: scale.max },
  }));
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
