import { wilsonInterval } from '#lib/base/wilson.ts';
import { parseSearch, searchCorpus } from './comment-search.ts';
import type { PhraseDraft, PhraseRequest } from './comments-calls.ts';
import { FIRST_GROUP, keyness, logLikelihood, logRatio, SECOND_GROUP } from './keyness.ts';
import type { OpenComments } from './open-comments.ts';

const QUOTES = 3;
export const LONGEST_QUOTE = 600;

/** What an insight of a phrase would keep. See [SV72]. */
export async function draftPhrase(
  open: OpenComments,
  { contrast, isFolded, minCount, term, side }: PhraseRequest,
): Promise<PhraseDraft> {
  const { corpus } = open;
  const groups = await open.groups(contrast);
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
    const text = open.textOf(corpus.rows[comment] ?? 0).trim();
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
