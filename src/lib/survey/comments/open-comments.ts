import { dateOrderOf, parseDate } from '#lib/tabular/table/date-text.ts';
import type { SurveyColumn } from '#lib/tabular/table/table.ts';
import type { CommentContrast } from '../insights/insight.ts';
import { npsParts } from '../measure/nps.ts';
import { answerScores } from '../measure/scores.ts';
import type { WaveFile } from '../wave/wave-file.ts';
import { buildCorpus, type CommentCorpus } from './comment-corpus.ts';
import { groupByScore, groupBySegment } from './comment-groups.ts';
import type { NpsGroup } from './comments-calls.ts';
import type { Tag } from './tag.ts';

export const SCORE_ROLES = ['nps', 'csat', 'ces', 'rating'];

/** One column of comments in memory: its words, and what the calls share. Other columns are decoded when asked for. */
export class OpenComments {
  readonly file: WaveFile;
  readonly column: SurveyColumn;
  readonly corpus: CommentCorpus;
  /** Position among the comments of a row; -1 where the row has none. */
  readonly commentOf: Int32Array;
  /** The code frame as it was counted last, and which comments each tag is on. */
  tags: readonly { tag: Tag; hits: Uint8Array }[] = [];
  /** Asked for with every row that is read, so worked out once. */
  #npsGroups: Promise<(NpsGroup | '')[] | undefined> | undefined;

  constructor(file: WaveFile, column: SurveyColumn) {
    this.file = file;
    this.column = column;
    this.corpus = buildCorpus(column);
    this.commentOf = new Int32Array(file.rowCount).fill(-1);
    this.corpus.rows.forEach((row, comment) => (this.commentOf[row] = comment));
  }

  textOf(row: number): string {
    return this.column.dictionary.textAt(this.column.codes[row] ?? 0);
  }

  /** Which side of a contrast each comment is on. */
  async groups(contrast: CommentContrast): Promise<Uint8Array> {
    const column = await this.file.column(contrast.column);
    if (!column) return new Uint8Array(this.corpus.rows.length);
    return contrast.kind === 'score'
      ? groupByScore(this.corpus, column, this.file.decimal)
      : groupBySegment(this.corpus, column, contrast.value);
  }

  /** Promoter, passive or detractor for each comment; undefined without an NPS column. */
  npsGroups(): Promise<(NpsGroup | '')[] | undefined> {
    return (this.#npsGroups ??= this.#findNpsGroups());
  }

  async #findNpsGroups(): Promise<(NpsGroup | '')[] | undefined> {
    const info = this.file.columns.find(({ role }) => role === 'nps');
    const column = info && (await this.file.column(info.name));
    if (!column) return undefined;
    const parts = npsParts(answerScores(column, this.file.decimal));
    return Array.from(this.corpus.rows, (row) => {
      const part = parts[column.codes[row] ?? 0];
      return part === 1 ? 'promoter' : part === 0 ? 'passive' : part === -1 ? 'detractor' : '';
    });
  }
}

/** The moments of a wave's first date column, by entry and by row; undefined without one. */
export async function daysOf(
  file: WaveFile,
): Promise<{ ofEntry: Float64Array; at(row: number): number } | undefined> {
  const info = file.columns.find(({ role }) => role === 'date');
  const column = info && (await file.column(info.name));
  if (!column) return undefined;
  const order = dateOrderOf(column);
  const ofEntry = Float64Array.from({ length: column.dictionary.size }, (_, code) =>
    code === 0 ? NaN : parseDate(column.dictionary.textAt(code), order),
  );
  return { ofEntry, at: (row) => ofEntry[column.codes[row] ?? 0] ?? NaN };
}

export function isoDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
