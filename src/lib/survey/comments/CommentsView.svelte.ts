import {
  type CommentFilter,
  type CommentsOverview,
  type CommentsSource,
  type CommentView,
  type KeynessRequest,
  NO_FILTER,
  type PhraseDraft,
  type TagFigures,
} from './comments-calls.ts';
import type { CommentSelection } from './comment-address.ts';
import type { CsvStyle } from '#lib/base/csv-cell.ts';
import { KEYNESS_DEFAULTS, type Keyness } from './keyness.ts';
import type { TagSuggestion } from './suggest-tags.ts';
import type { Tag, TagMark } from './tag.ts';
import type { CommentContrast } from '../insights/insight.ts';
import { transferOf, type WaveBytes } from '../wave/wave-bytes.ts';

/** Comments kept ready around the view; far more than a screen shows. */
const KEPT_VIEWS = 2000;

/**
 * The comments of one wave as an analyst's page holds them: what is looked for, which comment is open,
 * tags with their shares, and the words that part two groups. The comments themselves stay in the source.
 */
export class CommentsView {
  readonly #source: CommentsSource;
  #overview = $state.raw<CommentsOverview>();
  #filter = $state.raw<CommentFilter>(NO_FILTER);
  #rows = $state.raw<Int32Array>(new Int32Array());
  #views = $state.raw<Readonly<Record<number, CommentView>>>({});
  #position = $state(0);
  #figures = $state.raw<readonly TagFigures[]>([]);
  #keyness = $state.raw<Keyness>();
  #asked = $state.raw<KeynessRequest>();
  #suggestions = $state.raw<readonly TagSuggestion[]>();
  /** Answers to older questions come late and are dropped. */
  #question = 0;
  #wanted: readonly number[] = [];

  constructor(source: CommentsSource) {
    this.#source = source;
  }

  get overview(): CommentsOverview | undefined {
    return this.#overview;
  }
  get filter(): CommentFilter {
    return this.#filter;
  }
  /** Rows of the wave whose comments fit the filter. */
  get rows(): Int32Array {
    return this.#rows;
  }
  get figures(): readonly TagFigures[] {
    return this.#figures;
  }
  get keyness(): Keyness | undefined {
    return this.#keyness;
  }
  get asked(): KeynessRequest | undefined {
    return this.#asked;
  }
  /** Undefined until somebody asks for them. */
  get suggestions(): readonly TagSuggestion[] | undefined {
    return this.#suggestions;
  }
  /** Position of the open comment among `rows`. */
  get position(): number {
    return this.#position;
  }
  get current(): CommentView | undefined {
    return this.#views[this.#rows[this.#position] ?? -1];
  }

  /** What the groups are parted by at first: NPS, else the first score, else the first segment's first answer. */
  get firstContrast(): CommentContrast | undefined {
    const score = this.#overview?.scores[0];
    if (score) return { kind: 'score', column: score.name };
    const segment = this.#overview?.segments[0];
    return segment && { kind: 'segment', column: segment.name, value: segment.values[0] ?? '' };
  }

  async open(wave: WaveBytes, tags: readonly Tag[], marks: readonly TagMark[]): Promise<void> {
    this.#overview = await this.#source.ask('open', { wave }, { transfer: transferOf(wave) });
    if (this.#overview.column !== '') await this.#begin(tags, marks);
  }

  /** Another column of comments. */
  async choose(column: string, tags: readonly Tag[], marks: readonly TagMark[]): Promise<void> {
    this.#overview = await this.#source.ask('choose', { column });
    this.#filter = NO_FILTER;
    await this.#begin(tags, marks);
  }

  async #begin(tags: readonly Tag[], marks: readonly TagMark[]): Promise<void> {
    await this.retag(tags, marks);
    const contrast = this.firstContrast;
    if (contrast) await this.compare({ contrast, isFolded: false, minCount: KEYNESS_DEFAULTS.minCount });
  }

  /** Counts the tags again after one changed; the open comment stays open where it still fits. */
  async retag(tags: readonly Tag[], marks: readonly TagMark[]): Promise<void> {
    this.#figures = await this.#source.ask('tag', { tags, marks });
    this.#suggestions = undefined;
    const row = this.#rows[this.#position];
    await this.#search();
    this.#position = Math.max(0, row === undefined ? 0 : this.#rows.indexOf(row));
    await this.show(this.#position, this.#position + 1);
  }

  /** What an address asks for; the filter begins anew, the column only where it is another. */
  async select(
    { column, filter }: CommentSelection,
    tags: readonly Tag[],
    marks: readonly TagMark[],
  ): Promise<void> {
    if (column !== this.#overview?.column) await this.choose(column, tags, marks);
    await this.narrow(filter);
  }

  async narrow(change: Partial<CommentFilter>): Promise<void> {
    this.#filter = { ...this.#filter, ...change };
    this.#position = 0;
    await this.#search();
    await this.show(0, 1);
  }

  async #search(): Promise<void> {
    const question = ++this.#question;
    const rows = await this.#source.ask('filter', this.#filter);
    if (question !== this.#question) return;
    this.#rows = rows;
    this.#views = {};
    this.#wanted = [];
  }

  /** Makes the comments at these positions readable; asking again for what is there costs nothing. */
  async show(first: number, end: number): Promise<void> {
    const missing = [...this.#rows.subarray(first, end)].filter(
      (row) => !(row in this.#views) && !this.#wanted.includes(row),
    );
    if (missing.length === 0) return;
    this.#wanted = [...this.#wanted, ...missing];
    const question = this.#question;
    const found = await this.#source.ask('read', { rows: missing, search: this.#filter.search });
    if (question !== this.#question) return;
    this.#wanted = this.#wanted.filter((row) => !missing.includes(row));
    const kept = Object.keys(this.#views).length > KEPT_VIEWS ? {} : this.#views;
    this.#views = { ...kept, ...Object.fromEntries(found.map((view) => [view.row, view])) };
  }

  viewAt(position: number): CommentView | undefined {
    return this.#views[this.#rows[position] ?? -1];
  }

  /** Opens another comment; beyond the ends nothing happens. */
  async go(position: number): Promise<void> {
    if (position < 0 || position >= this.#rows.length) return;
    this.#position = position;
    await this.show(position, position + 1);
  }

  async compare(request: KeynessRequest): Promise<void> {
    this.#asked = request;
    const found = await this.#source.ask('keyness', request);
    if (this.#asked === request) this.#keyness = found;
  }

  async suggest(): Promise<void> {
    const contrast = this.#asked?.contrast ?? this.firstContrast;
    if (contrast) this.#suggestions = await this.#source.ask('suggest', { contrast });
  }

  /** The comments behind a term of one side. */
  async readTerm(term: string, side: 'first' | 'second'): Promise<void> {
    const { contrast, isFolded = false } = this.#asked ?? {};
    await this.narrow({
      ...NO_FILTER,
      search: isFolded ? term : `"${term}"`,
      side: contrast ? { contrast, side } : null,
    });
  }

  /** What an insight of a term would keep. */
  async draft(term: string, side: 'first' | 'second'): Promise<PhraseDraft | undefined> {
    return this.#asked && this.#source.ask('phrase', { ...this.#asked, term, side });
  }

  /** The comments that fit the filter as a CSV file. */
  exportComments(style: CsvStyle): Promise<Blob> {
    return this.#source.ask('export', { what: 'comments', style, filter: this.#filter });
  }
}
