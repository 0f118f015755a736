import {
  type Encoding,
  isDamagedUtf8,
  isUtf8Piece,
  SINGLE_BYTE_ENCODINGS,
  type SingleByteEncoding,
} from './encoding.ts';
import { openTextReader } from './code-pages.ts';
import { LetterModel } from './letter-model.ts';
import { hasUtf8Letter, type LetterRun, letterRuns } from './letter-runs.ts';

/** An alternative must be better by this much to overrule the file's encoding where it is not known to occur. */
const CLEAR_MARGIN = 2;

const POLISH = /[ąćęłńśźż]/i;
const POLISH_ENCODINGS: readonly Encoding[] = ['windows-1250', 'iso-8859-2', 'cp852'];

/** However wrong a piece looks, it is one piece: rows of another system must not outvote the file's own. */
const WORST_PIECE = -2;

/** A piece of a file and how many rows have it. */
export interface WeightedPiece {
  bytes: Uint8Array;
  rows: number;
}

/** Bytes of one encoding within a piece. */
export interface EncodedPart {
  bytes: Uint8Array;
  encoding: Encoding;
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

  /**
   * A piece cut into parts of one encoding each, when not all of it is written in that of its file; undefined when it
   * is, or when nothing leaves one reading. Decided by the run of letters: what is right in the file's own encoding
   * stays as it is. See [SV136].
   */
  partsOf(piece: Uint8Array, encoding: Encoding): EncodedPart[] | undefined {
    if (isUtf8Piece(piece) && encoding === 'utf-8') return undefined;
    // What all of it can be, it is: a word alone tells less.
    const whole = encoding === 'utf-8' ? undefined : this.foreign(piece, encoding);
    if (whole && this.#canBe(piece, whole)) return [{ bytes: piece, encoding: whole }];
    const runs = letterRuns(piece);
    const foreign =
      encoding === 'utf-8' ? this.#brokenRuns(piece, runs) : this.#oddRuns(piece, runs, encoding);
    if (foreign === undefined) {
      const other = whole ?? this.foreign(piece, encoding);
      return other && [{ bytes: piece, encoding: other }];
    }
    if (foreign.size === 0) return undefined;
    const parts: EncodedPart[] = [];
    let at = 0;
    for (const [run, other] of foreign) {
      if (run.from > at) parts.push({ bytes: piece.subarray(at, run.from), encoding });
      parts.push({ bytes: piece.subarray(run.from, run.to), encoding: other });
      at = run.to;
    }
    if (at < piece.length) parts.push({ bytes: piece.subarray(at), encoding });
    return parts;
  }

  #canBe(piece: Uint8Array, encoding: Encoding): boolean {
    if (encoding === 'utf-8') return isUtf8Piece(piece);
    return (this.#models.find((model) => model.encoding === encoding)?.judge(piece).worst ?? -1) >= 0;
  }

  /** In a file of UTF-8: the runs that are none, in a piece that has some; undefined when all of it is foreign. */
  #brokenRuns(piece: Uint8Array, runs: readonly LetterRun[]): Map<LetterRun, Encoding> | undefined {
    const bytesOf = ({ from, to }: LetterRun): Uint8Array => piece.subarray(from, to);
    const right = runs.filter((run) => hasUtf8Letter(bytesOf(run)));
    if (right.length === 0) return undefined;
    const broken = runs.filter((run) => !right.includes(run));
    // Together they tell more than one by one.
    const isPolish = right.some((run) => POLISH.test(new TextDecoder().decode(bytesOf(run))));
    const encoding = this.#oneReading(broken.map(bytesOf), isPolish);
    return new Map(encoding ? broken.map((run) => [run, encoding] as const) : []);
  }

  /** In a file of a single-byte encoding: the runs that cannot be of it, where others can. */
  #oddRuns(
    piece: Uint8Array,
    runs: readonly LetterRun[],
    encoding: Encoding,
  ): Map<LetterRun, Encoding> | undefined {
    const model = this.#models.find((each) => each.encoding === encoding);
    if (!model) return undefined;
    const isRight = ({ from, to }: LetterRun): boolean => {
      const { worst, score } = model.judge(piece.subarray(from, to));
      return worst >= 0 && score > 0;
    };
    const odd = runs.filter((run) => !isRight(run));
    if (odd.length === 0 || odd.length === runs.length) return undefined;
    const found = new Map<LetterRun, Encoding>();
    for (const run of odd) {
      const bytes = piece.subarray(run.from, run.to);
      if (model.judge(bytes).worst >= 0) continue; // odd, and possible
      const other = isUtf8Piece(bytes)
        ? this.#learn('utf-8')
        : this.#oneReading([bytes], POLISH_ENCODINGS.includes(encoding));
      if (other) found.set(run, other);
    }
    return found;
  }

  /** The encoding in which all runs are plausible, when every such encoding reads them alike or the file is known to hold just one of them. */
  #oneReading(runs: readonly Uint8Array[], isPolish: boolean): SingleByteEncoding | undefined {
    if (runs.length === 0) return undefined;
    const readings = this.#models.flatMap((model) => {
      const judged = runs.map((run) => model.judge(run));
      const isPossible = judged.every(({ worst, score }) => worst >= 0 && score > 0);
      const score = judged.reduce((sum, each) => sum + each.score, 0);
      const reader = openTextReader(model.encoding);
      return isPossible
        ? [{ encoding: model.encoding, score, text: runs.map((run) => reader.decode(run)).join(' ') }]
        : [];
    });
    // Beside words in Polish, "œwiêta" is no other reading.
    const polish = readings.filter(({ encoding }) => POLISH_ENCODINGS.includes(encoding));
    const likely = isPolish && polish.length > 0 ? polish : readings;
    const highest = Math.max(...likely.map(({ score }) => score));
    const best = likely.filter(({ score }) => score === highest);
    const known = best.filter(({ encoding }) => this.#known.has(encoding));
    const [first] = known.length > 0 ? known : best;
    const rivals = known.length > 0 ? known : best;
    if (!first || rivals.some(({ text }) => text !== first.text)) return undefined;
    this.#learn(first.encoding);
    return first.encoding;
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
