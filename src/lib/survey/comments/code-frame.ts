import type { CommentCorpus } from './comment-corpus.ts';
import { parseSearch, searchCorpus } from './comment-search.ts';
import type { Interval } from '../measure/estimate.ts';
import type { Tag, TagMark } from './tag.ts';
import { wilsonInterval } from '#lib/base/wilson.ts';

/** How many of some comments have a tag. Share and interval in percent. */
export interface TagShare {
  count: number;
  n: number;
  value: number;
  interval: Interval;
}

/** Comments that hold one of the phrases: a word in any of its forms, several words as they stand. See [SV62]. */
export function ruleHits(corpus: CommentCorpus, phrases: readonly string[]): Uint8Array {
  const hits = new Uint8Array(corpus.rows.length);
  for (const phrase of phrases) {
    const text = phrase.replaceAll('"', ' ').trim();
    const terms = parseSearch(/\s/.test(text) ? `"${text}"` : text.replace(/^-+/, ''));
    if (terms.length === 0) continue;
    const found = searchCorpus(corpus, terms);
    for (let i = 0; i < hits.length; i++) if (found[i] === 1) hits[i] = 1;
  }
  return hits;
}

/** One byte a comment: 1 where the tag is on, by its rule or by hand; what was done by hand wins. */
export function tagHits(
  corpus: CommentCorpus,
  tag: Pick<Tag, 'id' | 'phrases'>,
  marks: readonly TagMark[],
): Uint8Array {
  const hits = ruleHits(corpus, tag.phrases);
  const own = new Map(marks.filter(({ tagId }) => tagId === tag.id).map(({ row, isOn }) => [row, isOn]));
  if (own.size === 0) return hits;
  corpus.rows.forEach((row, comment) => {
    const isOn = own.get(row);
    if (isOn !== undefined) hits[comment] = Number(isOn);
  });
  return hits;
}

/** The share of comments with a tag, with Wilson's interval; of those in `among` when it is given. */
export function tagShare(hits: Uint8Array, among?: Uint8Array): TagShare {
  let count = 0;
  let n = 0;
  for (let i = 0; i < hits.length; i++) {
    if (among && among[i] !== 1) continue;
    n++;
    count += hits[i] ?? 0;
  }
  if (n === 0) return { count, n, value: NaN, interval: [NaN, NaN] };
  const [low, high] = wilsonInterval(count, n);
  return { count, n, value: (100 * count) / n, interval: [100 * low, 100 * high] };
}
