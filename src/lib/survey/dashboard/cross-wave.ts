import { crossColumns } from '../crosstab/asked-cell.ts';
import type { CrossQuestion } from '../crosstab/cross-question.ts';
import { crosstab } from '../crosstab/crosstab.ts';
import {
  type CrossRefused,
  findCrossQuestion,
  isCrossQuestion,
  UNCROSSED,
} from '../crosstab/find-question.ts';
import { testColumns } from '../crosstab/test-columns.ts';
import type { CrossForm, CrossView, OwnNet } from '../wave/cross-view.ts';
import type { WaveFile } from '../wave/wave-file.ts';
import type { CrosstabAnswer, CrossableQuestion } from './analysis-calls.ts';

/** As many questions are kept ready as somebody goes back and forth between. */
const MOST_KEPT_QUESTIONS = 12;

/**
 * The crosstabs of one wave. A question's columns are decoded when it is first crossed, so that opening a wave
 * does not wait for its multiple choices; the last questions stay. See [SV161].
 */
export class CrossWave {
  readonly #file: WaveFile;
  readonly #questions = new Map<string, CrossQuestion>();

  constructor(file: WaveFile) {
    this.#file = file;
  }

  /** Every question that can be crossed, in the order of the file; options of one multiple choice are one. */
  get crossable(): CrossableQuestion[] {
    const seen = new Set<string>();
    return this.#file.columns.flatMap(({ name, label, role, optionOf }) => {
      const question = role === 'multi' && optionOf ? optionOf.question : name;
      if (UNCROSSED.includes(role) || seen.has(question)) return [];
      seen.add(question);
      return [{ name: question, label: question === name ? label || name : question, role }];
    });
  }

  /** The crosstab of a view. `people` are asked for at the end: their rows hold until the next filter. */
  async table(
    { row: rowName, column: columnName, rowForm, columnForm, nets }: CrossView,
    people: () => { rows: Uint32Array; weights: Float64Array | undefined },
  ): Promise<CrosstabAnswer> {
    const row = await this.#question(rowName, rowForm, nets);
    if ('refusal' in row) return row;
    const column = await this.#question(columnName, columnForm, []);
    if ('refusal' in column) return column;
    if (row.name === column.name) return { name: columnName, refusal: { reason: 'same-question' } };
    const table = crosstab(row, column, people());
    return { table, tests: testColumns(table) };
  }

  async #question(
    name: string,
    form: CrossForm,
    nets: readonly OwnNet[],
  ): Promise<CrossQuestion | CrossRefused> {
    const key = JSON.stringify([name, form, nets]);
    const kept = this.#questions.get(key);
    if (kept) return kept;
    const found = findCrossQuestion(await crossColumns(this.#file, name), name, { form, nets });
    if (!isCrossQuestion(found)) return { name, refusal: found };
    if (this.#questions.size >= MOST_KEPT_QUESTIONS) this.#questions.clear();
    this.#questions.set(key, found);
    return found;
  }
}
