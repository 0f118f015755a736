import type { Translator } from './translator.ts';

const KILO = 1024;

/** The size of a file as people read it. */
export function fileSize(i18n: Pick<Translator, 'number'>, bytes: number): string {
  if (bytes < KILO) return `${i18n.number(bytes)}\u00a0B`;
  if (bytes < KILO * KILO) return `${i18n.number(bytes / KILO)}\u00a0kB`;
  return `${i18n.number(bytes / KILO / KILO, { digits: 1 })}\u00a0MB`;
}
