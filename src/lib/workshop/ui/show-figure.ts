import type { Translator } from '#lib/i18n/translator.ts';
import type { MetricKind, ShownMetric } from '../head-metric.ts';

/** A figure of a measure as people read it: NPS whole, shares with their sign, means with two decimals. */
export function showFigure(
  i18n: Pick<Translator, 'number' | 'percent'>,
  kind: MetricKind,
  value: number,
): string {
  if (kind === 'top-two-box') return i18n.percent(value / 100, 0);
  return i18n.number(value, { digits: kind === 'nps' ? 0 : 2 });
}

/** A metric with its baseline and target as one line of text. */
export function describeMetric(
  i18n: Pick<Translator, 't' | 'number' | 'percent' | 'date'>,
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
      : i18n.t('evidence.metric.aimBy', { target: show(target), date: i18n.date(targetOn) });
  return `${now} → ${aim}`;
}
