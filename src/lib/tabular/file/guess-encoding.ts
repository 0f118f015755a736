import { detectEncoding } from '#lib/base/detect-encoding.ts';
import type { Encoding } from '#lib/base/encoding.ts';
import { type Guess, guessed } from './guess.ts';

/** The encoding of a file from its first bytes, with the evidence in words. See [SV1]. */
export function guessEncoding(bytes: Uint8Array, isWhole = true): Guess<Encoding> {
  const { encoding, reasons } = detectEncoding(bytes, isWhole);
  const evidence = reasons.map(({ kind, values }) => ({
    key: `survey.evidence.encoding.${kind}`,
    ...(values && { values }),
  }));
  return guessed(encoding, ...evidence);
}
