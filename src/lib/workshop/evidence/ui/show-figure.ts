import type { MeasureKind } from '#lib/base/measure-kind.ts';
import type { Translator } from '#lib/i18n/translator.ts';
import { figureLine, figureText, type FigureStyle } from '#lib/patterns/figure-text.ts';
import type { ClaimedGroup, FootprintEvidence } from '../footprint-form.ts';
import type { ShownMetric } from '../head-metric.ts';

/** Decimals of a metric in a room: people read it from afar and say it aloud. */
const ROOM_DIGITS: Readonly<Record<MeasureKind, number>> = { nps: 0, 'top-two-box': 0, mean: 2 };

/** How the figures of a metric are written in a workshop. */
export function metricStyle(kind: MeasureKind): FigureStyle {
  return { kind, digits: ROOM_DIGITS[kind] };
}

/** What is aimed at, and by when. */
export function aimText(
  i18n: Pick<Translator, 't' | 'number' | 'day'>,
  { kind, target, targetOn }: ShownMetric & { target: number },
): string {
  const shown = figureText(i18n, target, metricStyle(kind));
  return targetOn === null
    ? i18n.t('evidence.metric.aim', { target: shown })
    : i18n.t('evidence.metric.aimBy', { target: shown, date: i18n.day(targetOn) });
}

/** A metric with its baseline and target as one line of text. */
export function describeMetric(i18n: Pick<Translator, 't' | 'number' | 'day'>, metric: ShownMetric): string {
  const { title, kind, baseline, target } = metric;
  const now = `${title}: ${figureLine(i18n, baseline, metricStyle(kind))}, ${baseline.waveName}`;
  return target === null ? now : `${now} → ${aimText(i18n, { ...metric, target })}`;
}

/** A metric in two short lines, to stand under the head: where it is, and where it shall be. */
export function metricNote(i18n: Pick<Translator, 't' | 'number' | 'day'>, metric: ShownMetric): string[] {
  const { kind, baseline, target } = metric;
  const now = figureText(i18n, baseline.value, metricStyle(kind));
  return target === null ? [now] : [now, `→ ${aimText(i18n, { ...metric, target })}`];
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
