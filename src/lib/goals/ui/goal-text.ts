import type { Translator } from '#lib/i18n/translator.ts';
import { quantityText } from '#lib/patterns/quantity-text.ts';
import type { Glyph } from '#lib/patterns/state-glyph.ts';
import type { Goal, GoalDistance, GoalState } from '../goal.ts';

/** How the states of a goal look among those of all work. */
export const GOAL_GLYPHS: Readonly<Record<GoalState, Glyph>> = {
  open: 'progress',
  reached: 'done',
  dropped: 'broken',
};

type Texts = Pick<Translator, 'number' | 't'>;

/** What is aimed at: a number with its unit and direction, or words. */
export function goalTarget(
  i18n: Texts,
  { target, targetWords, direction }: Pick<Goal, 'target' | 'targetWords' | 'direction'>,
  unit: string,
): string {
  return target === null
    ? targetWords
    : i18n.t(`goals.target.${direction}`, { value: quantityText(i18n, target, unit) });
}

/** How far it is, in words; empty where nothing is measured. */
export function distanceWords(i18n: Texts, distance: GoalDistance | null, unit: string): string {
  if (distance === null) return '';
  if (distance.isReached) return i18n.t('goals.targetReached');
  const missing = quantityText(i18n, distance.missing, unit === '%' ? '' : unit);
  return i18n.t(unit === '%' ? 'goals.missingPoints' : 'goals.missing', { value: missing });
}
