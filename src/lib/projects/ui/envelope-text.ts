import type { Translator } from '#lib/i18n/translator.ts';
import type { Envelope } from '../envelope.ts';

/** A year's money in words: what is left of it, what was approved and what is asked for. */
export function envelopeText(
  i18n: Pick<Translator, 't' | 'money'>,
  { minor, currency, approved, asked, left }: Envelope,
): string {
  const line = i18n.t('projects.envelope.line', {
    approved: i18n.money(approved, currency),
    asked: i18n.money(asked, currency),
  });
  if (minor === null || left === null) return line;
  const rest = i18n.t('projects.envelope.left', {
    left: i18n.money(left, currency),
    all: i18n.money(minor, currency),
  });
  return `${rest}; ${line}`;
}
