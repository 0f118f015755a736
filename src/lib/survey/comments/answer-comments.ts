// Longer than most, since it is the one place that joins words, scores, tags and rows of an open wave.
import { askAgain } from './ask-again.ts';
import { ruleHits, tagHits, tagShare } from './code-frame.ts';
import { buildCorpus, type CommentCorpus } from './comment-corpus.ts';
import { groupByScore } from './comment-groups.ts';
import { findMarks, parseSearch, searchCorpus } from './comment-search.ts';
import {
  type CommentFilter,
  type CommentsCalls,
  type CommentsOverview,
  type ExportRequest,
  type KeynessRequest,
  type PhraseDraft,
  type PhraseRequest,
  type CommentView,
  NO_FILTER,
  NPS_GROUPS,
  type NpsGroup,
  type TagFigures,
} from './comments-calls.ts';
import { dateOrderOf } from '#lib/tabular/table/date-text.ts';
import { parseDate } from '#lib/tabular/table/date-text.ts';
import { exportTable } from '#lib/tabular/table/export-csv.ts';
import { FIRST_GROUP, type Keyness, keyness, logLikelihood, logRatio, SECOND_GROUP } from './keyness.ts';
import { npsParts } from '../measure/nps.ts';
import { answerScores, givenScores } from '../measure/scores.ts';
import { suggestTags, type TagSuggestion } from './suggest-tags.ts';
import type { SurveyColumn } from '#lib/tabular/table/table.ts';
import type { Tag, TagMark } from './tag.ts';
import type { CommentContrast } from '../insights/insight.ts';
import { bytesOf } from '../wave/wave-bytes.ts';
import { WaveFile } from '../wave/wave-file.ts';
import { wilsonInterval } from '#lib/base/wilson.ts';

const MOST_SEGMENT_ANSWERS = 30;
const MOST_SCALE_POINTS = 11;
const QUOTES = 3;
const LONGEST_QUOTE = 600;
/** Shown beside a comment: more would be a table. */
const SHOWN_SEGMENTS = 3;
const SCORE_ROLES = ['nps', 'csat', 'ces', 'rating'];

interface OpenWave {
  file: WaveFile;
  column: SurveyColumn;
  corpus: CommentCorpus;
  /** Position among the comments of a row; -1 where the row has none. */
  commentOf: Int32Array;
}

/** What the worker of comments runs. */
export function answerComments(): CommentsCalls {
  return new CommentsEngine().calls;
}

/** Answers everything about the comments of one wave; decodes only the columns it is asked about. */
class CommentsEngine {
  #file: WaveFile | undefined;
  #open: OpenWave | undefined;
  #tags: readonly { tag: Tag; hits: Uint8Array }[] = [];
  /** Asked for with every row that is read, so worked out once. */
  #groupsOfOpen: Promise<(NpsGroup | '')[] | undefined> | undefined;

  readonly calls: CommentsCalls = {
    open: async ({ wave }) => this.#openFile(await bytesOf(wave)),
    askAgain: async ({ wave, question }) => askAgain(new WaveFile(await bytesOf(wave)), question),
    choose: ({ column }) => this.#choose(column),
    tag: ({ tags, marks }) => this.#tag(tags, marks),
    filter: (filter) => this.#filter(filter),
    read: ({ rows, search }) => this.#read(rows, search),
    keyness: (request) => this.#keyness(request),
    phrase: (request) => this.#phrase(request),
    suggest: ({ contrast }) => this.#suggest(contrast),
    export: (request) => this.#export(request),
  };

  async #openFile(bytes: Uint8Array): Promise<CommentsOverview> {
    this.#file = new WaveFile(bytes);
    this.#open = undefined;
    const first = this.#file.columns.find(({ role }) => role === 'comment');
    return this.#choose(first?.name ?? '');
  }

  async #choose(name: string): Promise<CommentsOverview> {
    const file = this.#file;
    if (!file) throw new Error('no wave is open');
    const column = await file.column(name);
    this.#tags = [];
    this.#groupsOfOpen = undefined;
    this.#open = undefined;
    if (column?.role === 'comment') {
      const corpus = buildCorpus(column);
      const commentOf = new Int32Array(file.rowCount).fill(-1);
      corpus.rows.forEach((row, comment) => (commentOf[row] = comment));
      this.#open = { file, column, corpus, commentOf };
    }
    return this.#overview(file, name);
  }

  async #overview(file: WaveFile, name: string): Promise<CommentsOverview> {
    const scores: CommentsOverview['scores'][number][] = [];
    const segments: CommentsOverview['segments'][number][] = [];
    for (const info of file.columns) {
      const { role, label } = info;
      if (!SCORE_ROLES.includes(role) && role !== 'category') continue;
      const column = await file.column(info.name);
      if (!column) continue;
      if (role === 'category') {
        const values = answersOf(column);
        if (values.length > 1 && values.length <= MOST_SEGMENT_ANSWERS)
          segments.push({ name: info.name, label, values });
        continue;
      }
      const found = [...new Set(answerScores(column, file.decimal))].filter((score) => !Number.isNaN(score));
      const points = found.sort((a, b) => b - a).slice(0, MOST_SCALE_POINTS);
      scores.push({ name: info.name, label, points, isNps: role === 'nps' });
    }
    scores.sort((a, b) => Number(b.isNps) - Number(a.isNps));
    const days = await this.#days(file);
    let first = Infinity;
    let last = -Infinity;
    for (const day of days?.ofEntry ?? []) {
      if (day < first) first = day;
      if (day > last) last = day;
    }
    return {
      columns: file.columns
        .filter(({ role }) => role === 'comment')
        .map((each) => ({ name: each.name, label: each.label })),
      column: this.#open ? name : '',
      comments: this.#open?.corpus.rows.length ?? 0,
      scores,
      segments,
      days: first <= last ? [isoDay(first), isoDay(last)] : undefined,
    };
  }

  async #tag(tags: readonly Tag[], marks: readonly TagMark[]): Promise<TagFigures[]> {
    const { corpus, column } = this.#required();
    const own = marks.filter((mark) => mark.column === column.name);
    this.#tags = tags.map((tag) => ({ tag, hits: tagHits(corpus, tag, own) }));
    const groups = await this.#npsGroups();
    const masks = NPS_GROUPS.map((group) => ({
      group,
      mask: groups && Uint8Array.from(groups, (each) => Number(each === group)),
    }));
    return this.#tags.map(({ tag, hits }) => ({
      tagId: tag.id,
      all: tagShare(hits),
      byGroup: masks.flatMap(({ group, mask }) => (mask ? [{ group, share: tagShare(hits, mask) }] : [])),
    }));
  }

  async #filter(filter: CommentFilter): Promise<Int32Array> {
    const { corpus, file } = this.#required();
    const found = searchCorpus(corpus, parseSearch(filter.search));
    const keep = (isKept: (comment: number, row: number) => boolean): void => {
      for (let i = 0; i < found.length; i++)
        if (found[i] === 1 && !isKept(i, corpus.rows[i] ?? 0)) found[i] = 0;
    };
    if (filter.group !== '') {
      const groups = await this.#npsGroups();
      keep((comment) => groups?.[comment] === filter.group);
    }
    if (filter.score) {
      const { value } = filter.score;
      const column = await file.column(filter.score.column);
      const scores = column && answerScores(column, file.decimal);
      keep((_, row) => scores?.[column?.codes[row] ?? 0] === value);
    }
    if (filter.segment) {
      const { value } = filter.segment;
      const column = await file.column(filter.segment.column);
      keep((_, row) => column?.dictionary.textAt(column.codes[row] ?? 0) === value);
    }
    if (filter.from !== '' || filter.to !== '') {
      const days = await this.#days(file);
      const from = filter.from === '' ? -Infinity : Date.parse(filter.from);
      const to = filter.to === '' ? Infinity : Date.parse(filter.to) + DAY_MS - 1;
      keep((_, row) => {
        const day = days?.at(row) ?? NaN;
        return day >= from && day <= to;
      });
    }
    if (filter.tagId === 'none') keep((comment) => this.#tags.every(({ hits }) => hits[comment] !== 1));
    else if (filter.tagId !== '') {
      const hits = this.#tags.find(({ tag }) => tag.id === filter.tagId)?.hits;
      keep((comment) => hits?.[comment] === 1);
    }
    if (filter.side) {
      const groups = await this.#groups(filter.side.contrast);
      const wanted = filter.side.side === 'first' ? FIRST_GROUP : SECOND_GROUP;
      keep((comment) => groups[comment] === wanted);
    }
    return corpus.rows.filter((_, comment) => found[comment] === 1);
  }

  async #read(rows: readonly number[], search: string): Promise<CommentView[]> {
    const { column, file, commentOf } = this.#required();
    const terms = parseSearch(search);
    const groups = await this.#npsGroups();
    const days = await this.#days(file);
    const score = await this.#leadingScore();
    const scores = score && answerScores(score, file.decimal);
    const categories = file.columns.filter(({ role }) => role === 'category').slice(0, SHOWN_SEGMENTS);
    const segments = await Promise.all(categories.map(({ name }) => file.column(name)));
    return rows.map((row) => {
      const text = column.dictionary.textAt(column.codes[row] ?? 0);
      const comment = commentOf[row] ?? -1;
      const day = days?.at(row) ?? NaN;
      return {
        row,
        text,
        marks: findMarks(text, terms),
        score: scores?.[score?.codes[row] ?? 0] ?? NaN,
        group: groups?.[comment] ?? '',
        day: Number.isNaN(day) ? '' : isoDay(day),
        segments: segments
          .map((each) => each?.dictionary.textAt(each.codes[row] ?? 0) ?? '')
          .filter((value) => value !== ''),
        tagIds: this.#tags.filter(({ hits }) => hits[comment] === 1).map(({ tag }) => tag.id),
      };
    });
  }

  async #keyness({ contrast, isFolded, minCount }: KeynessRequest): Promise<Keyness> {
    const { corpus } = this.#required();
    return keyness(corpus, await this.#groups(contrast), { isFolded, minCount });
  }

  async #phrase({ contrast, isFolded, minCount, term, side }: PhraseRequest): Promise<PhraseDraft> {
    const { corpus, column } = this.#required();
    const groups = await this.#groups(contrast);
    const {
      positive,
      negative,
      tokensA,
      tokensB,
      documentsA: commentsA,
      documentsB: commentsB,
    } = keyness(corpus, groups, { isFolded, minCount, limit: Infinity });
    const found = [...positive, ...negative].find((each) => each.term === term);
    const a = found?.a ?? 0;
    const b = found?.b ?? 0;
    const documentsA = found?.documentsA ?? 0;
    const documentsB = found?.documentsB ?? 0;
    const wanted = side === 'first' ? FIRST_GROUP : SECOND_GROUP;
    const [count, n] = side === 'first' ? [documentsA, commentsA] : [documentsB, commentsB];
    const hits = searchCorpus(corpus, parseSearch(isFolded ? term : `"${term}"`));
    const quotes: string[] = [];
    for (let comment = 0; comment < hits.length && quotes.length < QUOTES; comment++) {
      if (hits[comment] !== 1 || groups[comment] !== wanted) continue;
      const text = column.dictionary.textAt(column.codes[corpus.rows[comment] ?? 0] ?? 0).trim();
      const quote = text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
      if (!quotes.includes(quote)) quotes.push(quote);
    }
    const [low, high] = wilsonInterval(count, n);
    return {
      value: (100 * count) / n,
      interval: [100 * low, 100 * high],
      n,
      evidence: {
        quotes,
        phrase: {
          g2: logLikelihood(a, tokensA, b, tokensB),
          logRatio: logRatio(a, tokensA, b, tokensB),
          a,
          b,
          documentsA,
          documentsB,
          commentsA,
          commentsB,
        },
      },
    };
  }

  async #suggest(contrast: CommentContrast): Promise<readonly TagSuggestion[]> {
    const { corpus } = this.#required();
    const covered = this.#tags.flatMap(({ tag }) => tag.phrases);
    const isCovered = (folded: string): boolean =>
      covered.length > 0 &&
      ruleHits(
        {
          rows: Int32Array.of(0),
          words: [folded],
          folded: [folded],
          tokens: Int32Array.of(0),
          starts: Int32Array.of(0, 1),
        },
        covered,
      )[0] === 1;
    return suggestTags(corpus, await this.#groups(contrast), isCovered);
  }

  async #export({ what, style, filter }: ExportRequest): Promise<Blob> {
    const file = this.#file;
    if (!file) throw new Error('no wave is open');
    const names = file.columns
      .filter(({ role }) => what === 'responses' || role !== 'comment')
      .filter(({ role }) => what === 'responses' || ['id', 'date', 'nps', 'category'].includes(role))
      .map(({ name }) => name);
    const table = await file.table(what === 'responses' ? names : [...names, this.#required().column.name]);
    const rows = what === 'comments' ? await this.#filter(filter ?? NO_FILTER) : undefined;
    const parts: Blob[] = [];
    // A Blob a piece: the browser may put them on disk, a list of strings stays in memory.
    for (const piece of exportTable(table, style, rows)) parts.push(new Blob([piece]));
    return new Blob(parts, { type: 'text/csv;charset=utf-8' });
  }

  async #groups(contrast: CommentContrast): Promise<Uint8Array> {
    const { corpus, file } = this.#required();
    const column = await file.column(contrast.column);
    if (!column) return new Uint8Array(corpus.rows.length);
    if (contrast.kind === 'score') return groupByScore(corpus, column, file.decimal);
    const given = givenScores(column);
    return Uint8Array.from(corpus.rows, (row) => {
      const code = column.codes[row] ?? 0;
      if (given[code] !== 1) return 0;
      return column.dictionary.textAt(code) === contrast.value ? FIRST_GROUP : SECOND_GROUP;
    });
  }

  /** Promoter, passive or detractor for each comment; undefined without an NPS column. */
  #npsGroups(): Promise<(NpsGroup | '')[] | undefined> {
    return (this.#groupsOfOpen ??= this.#findNpsGroups());
  }

  async #findNpsGroups(): Promise<(NpsGroup | '')[] | undefined> {
    const { corpus, file } = this.#required();
    const info = file.columns.find(({ role }) => role === 'nps');
    const column = info && (await file.column(info.name));
    if (!column) return undefined;
    const parts = npsParts(answerScores(column, file.decimal));
    return Array.from(corpus.rows, (row) => {
      const part = parts[column.codes[row] ?? 0];
      return part === 1 ? 'promoter' : part === 0 ? 'passive' : part === -1 ? 'detractor' : '';
    });
  }

  async #leadingScore(): Promise<SurveyColumn | undefined> {
    const { file } = this.#required();
    const info =
      file.columns.find(({ role }) => role === 'nps') ??
      file.columns.find(({ role }) => SCORE_ROLES.includes(role));
    return info && file.column(info.name);
  }

  async #days(file: WaveFile): Promise<{ ofEntry: Float64Array; at(row: number): number } | undefined> {
    const info = file.columns.find(({ role }) => role === 'date');
    const column = info && (await file.column(info.name));
    if (!column) return undefined;
    const order = dateOrderOf(column);
    const ofEntry = Float64Array.from({ length: column.dictionary.size }, (_, code) =>
      code === 0 ? NaN : parseDate(column.dictionary.textAt(code), order),
    );
    return { ofEntry, at: (row) => ofEntry[column.codes[row] ?? 0] ?? NaN };
  }

  #required(): OpenWave {
    if (!this.#open) throw new Error('the wave has no comments open');
    return this.#open;
  }
}

const DAY_MS = 86_400_000;

function isoDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

function answersOf(column: SurveyColumn): string[] {
  const given = givenScores(column);
  const values = new Set<string>();
  for (let code = 1; code < column.dictionary.size && values.size <= MOST_SEGMENT_ANSWERS; code++) {
    if (given[code] === 1) values.add(column.dictionary.textAt(code));
  }
  return [...values].sort();
}
