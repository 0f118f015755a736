import { foldText } from '#lib/base/words/fold-text.ts';
import type { GuessReason } from '#lib/tabular/file/guess.ts';
import type { ColumnRole } from '#lib/tabular/table/table.ts';
import type { Battery } from './batteries.ts';
import type { ColumnInContext } from './role-rule.ts';
import {
  NPS_WORDS,
  CES_WORDS,
  CSAT_WORDS,
  RATING_WORDS,
  CODED_WORDS,
  COUNT_WORDS,
  SUPPORT_SCORES,
} from './heading-words.ts';
import { labelNumber, labelWords } from './label-number.ts';
import { readLikert } from './likert.ts';
import { isNaText } from './na-text.ts';
import type { RoleGuess } from './role-guess.ts';
import { fitAround, fitNpsScale, fitScale, type ScaleFit } from './scale-fit.ts';
import type { ColumnSummary } from './summary.ts';

/** A heading that speaks of NPS or recommending, above answers from 0 to 10. */
export function npsColumn({ summary, words }: ColumnInContext): RoleGuess | undefined {
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

/** Promoter, passive, detractor. */
export function npsGroupColumn({ summary }: ColumnInContext): RoleGuess | undefined {
  const groups = summary.answers.filter(({ text }) =>
    /^(?:promoter|passive|detractor|promotor|krytyk|obojętny)s?$/i.test(text.trim()),
  );
  if (groups.length < 2 || groups.length < summary.answers.length) return undefined;
  return { role: 'nps', scale: { min: 0, max: 10 }, reasons: [{ key: 'columns.reason.npsGroups' }] };
}

/** Delighted: what its score is stands in another column. */
export function typedScoreColumn({ summary, scoreKind }: ColumnInContext): RoleGuess | undefined {
  if (!scoreKind || summary.name.toLowerCase() !== 'score' || summary.numericShare === 0) return undefined;
  const reasons = [{ key: 'columns.reason.scoreKind', values: { kind: scoreKind.toUpperCase() } }];
  if (scoreKind === 'nps') return { role: 'nps', scale: { min: 0, max: 10 }, reasons };
  return { role: scoreKind, scale: fitScale(summary, true)?.scale ?? { min: 1, max: 5 }, reasons };
}

/** Zendesk: good and bad are answers, offered and unoffered are none. */
export function supportScoreColumn({ summary }: ColumnInContext): RoleGuess | undefined {
  const answers = summary.answers.map(({ text }) => text.trim().toLowerCase());
  const isGood = answers.some((text) => /^good/.test(text));
  const isKnown = answers.every((text) => SUPPORT_SCORES.test(text));
  if (!isKnown || !isGood || !answers.some((text) => /^bad/.test(text))) return undefined;
  return { role: 'csat', scale: { min: 0, max: 1 }, reasons: [{ key: 'columns.reason.goodBad' }] };
}

/** One item of a question: its scale and its role are those of the question, whatever it shows by itself. */
export function itemColumn({ summary, battery, all }: ColumnInContext): RoleGuess | undefined {
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
export function countColumn({ summary, words }: ColumnInContext): RoleGuess | undefined {
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

/** Answers in words of one scale, or with their numbers beside them. */
export function wordedScaleColumn({ summary, words }: ColumnInContext): RoleGuess | undefined {
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

/** Numbers that fit a scale; without a heading that speaks of rating only their values say so. */
export function scaleColumn({ summary, words }: ColumnInContext): RoleGuess | undefined {
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
