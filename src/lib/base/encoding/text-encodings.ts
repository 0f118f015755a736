import {
  type Encoding,
  isDamagedUtf8,
  isUtf8Piece,
  SINGLE_BYTE_ENCODINGS,
  type SingleByteEncoding,
} from './encoding.ts';
import { LetterModel } from './letter-model.ts';

/** An alternative must be better by this much to overrule the file's encoding where it is not known to occur. */
const CLEAR_MARGIN = 2;

/** However wrong a piece looks, it is one piece: rows of another system must not outvote the file's own. */
const WORST_PIECE = -2;

/** A piece of a file and how many rows have it. */
export interface WeightedPiece {
  bytes: Uint8Array;
  rows: number;
}

/**
 * Decides in which encoding a piece of a file is written, given that of the file: for files that were
 * glued together from several systems, row by row. Made once per file, since it learns which encodings occur.
 */
export class TextEncodings {
  readonly #models = SINGLE_BYTE_ENCODINGS.map((encoding) => new LetterModel(encoding));
  readonly #known = new Set<Encoding>();

  /** The single-byte encoding in which all pieces together are most plausible, and whether ISO-8859-2 would do as well. */
  best(pieces: readonly WeightedPiece[]): { encoding: SingleByteEncoding; isTie: boolean } {
    const scores = this.#models.map((model) =>
      pieces.reduce(
        (sum, { bytes, rows }) => sum + rows * Math.max(model.judge(bytes).score, WORST_PIECE),
        0,
      ),
    );
    const highest = Math.max(...scores);
    const winner = this.#models[scores.indexOf(highest)]?.encoding ?? 'windows-1250';
    const latin2 = scores[SINGLE_BYTE_ENCODINGS.indexOf('iso-8859-2')];
    return { encoding: winner, isTie: winner === 'windows-1250' && latin2 === highest };
  }

  /**
   * The encoding of one piece (an answer, a line) of a file in `encoding`, when it must be another one;
   * undefined when the file's own encoding reads it well enough. Never guesses without a reason: something
   * in the file's reading has to be impossible where it stands.
   */
  foreign(piece: Uint8Array, encoding: Encoding): Encoding | undefined {
    if (isUtf8Piece(piece)) return encoding === 'utf-8' ? undefined : this.#learn('utf-8');
    const own = this.#models.find((model) => model.encoding === encoding)?.judge(piece);
    if (own && own.worst >= 0 && own.score > 0) return undefined;
    if (isDamagedUtf8(piece)) return encoding === 'utf-8' ? undefined : this.#learn('utf-8');
    if (encoding === 'utf-8') return this.#learn(this.#bestOf(piece));
    if (!own) return undefined;
    for (const model of this.#models) {
      if (model.encoding === encoding) continue;
      const other = model.judge(piece);
      const isPossible = other.worst >= 0 && other.score > 0;
      const isBetter = own.worst < 0 && other.score - own.score >= CLEAR_MARGIN;
      const isKnown = own.score <= 0 && other.score > own.score && this.#known.has(model.encoding);
      if (isPossible && (isBetter || isKnown)) return this.#learn(this.#bestOf(piece));
    }
    return undefined;
  }

  /** Among encodings that read a piece equally well, the one that the file is known to hold. */
  #bestOf(piece: Uint8Array): SingleByteEncoding {
    let best: SingleByteEncoding = 'windows-1250';
    let bestScore = -Infinity;
    for (const model of this.#models) {
      const score = model.judge(piece).score + (this.#known.has(model.encoding) ? 0.25 : 0);
      if (score > bestScore) {
        best = model.encoding;
        bestScore = score;
      }
    }
    return best;
  }

  #learn(encoding: Encoding): Encoding {
    this.#known.add(encoding);
    return encoding;
  }
}
