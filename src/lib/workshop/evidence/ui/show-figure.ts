import type { MeasureKind } from '#lib/base/measure-kind.ts';
import type { Translator } from '#lib/i18n/translator.ts';
import type { ClaimedGroup, FootprintEvidence } from '../footprint-form.ts';
import type { ShownMetric } from '../head-metric.ts';

/** A figure of a measure as people read it: NPS whole, shares with their sign, means with two decimals. */
export function showFigure(
  i18n: Pick<Translator, 'number' | 'percent'>,
  kind: MeasureKind,
  value: number,
): string {
  if (kind === 'top-two-box') return i18n.percent(value / 100, 0);
  return i18n.number(value, { digits: kind === 'nps' ? 0 : 2 });
}

/** A metric with its baseline and target as one line of text. */
export function describeMetric(
  i18n: Pick<Translator, 't' | 'number' | 'percent' | 'date' | 'day'>,
  { title, kind, baseline, target, targetOn }: ShownMetric,
): string {
  const show = (value: number): string => showFigure(i18n, kind, value);
  const now = i18n.t('evidence.metric.now', {
    title,
    value: show(baseline.value),
    low: show(baseline.interval[0]),
    high: show(baseline.interval[1]),
    n: i18n.number(baseline.n),
    wave: baseline.waveName,
  });
  if (target === null) return now;
  const aim =
    targetOn === null
      ? i18n.t('evidence.metric.aim', { target: show(target) })
      : i18n.t('evidence.metric.aimBy', { target: show(target), date: i18n.day(targetOn) });
  return `${now} → ${aim}`;
}

/** Where scores should be low, in words. */
export function claimText(
  i18n: Pick<Translator, 't'>,
  { metric, claim }: Pick<FootprintEvidence, 'metric' | 'claim'>,
): string {
  const { waveName: wave, group, against } = claim;
  if (!group) return i18n.t('evidence.footprint.claim.wave', { metric, wave, against: against ?? '' });
  return i18n.t('evidence.footprint.claim.group', {
    metric,
    wave,
    segment: group.segment,
    group: groupText(i18n, group.group),
  });
}

/** The name of a group of a published segment. */
export function groupText(i18n: Pick<Translator, 't'>, group: ClaimedGroup): string {
  return group.kind === 'answer' ? group.name : i18n.t(`evidence.footprint.group.${group.kind}`);
}

/** The difference with its interval, in points of the metric, and what would matter. */
export function differenceText(
  i18n: Pick<Translator, 't' | 'number'>,
  { difference, interval, measure, smallest }: FootprintEvidence,
): string {
  const digits = measure === 'mean' ? 2 : 1;
  const show = (value: number): string => i18n.number(value, { digits, sign: true });
  return i18n.t('evidence.footprint.difference', {
    difference: show(difference ?? 0),
    low: show(interval?.[0] ?? 0),
    high: show(interval?.[1] ?? 0),
    smallest: i18n.number(-smallest, { digits }),
  });
}
