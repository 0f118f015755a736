import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildCorpus } from './comment-corpus.ts';
import { keyness, logLikelihood, logRatio } from './keyness.ts';
import { columnOf } from '#lib/tabular/testing/table.ts';

const round = (value: number, digits = 4): number => Number(value.toFixed(digits));
const corpusOf = (texts: readonly string[]) => buildCorpus(columnOf(texts, { role: 'comment' }));

test('[SV63] log-likelihood: 52 of 50,000 words against 57 of 75,000 is 2.65 (published example of the UCREL wizard)', () => {
  expect(round(logLikelihood(52, 50_000, 57, 75_000))).toBe(2.6517);
});

test('[SV63] a word that one group never uses has a finite log-likelihood and Log Ratio', () => {
  expect(round(logLikelihood(0, 1000, 20, 1000))).toBe(27.7259); // 2 * 20 ln 2
  expect(round(logRatio(0, 1000, 20, 1000))).toBe(-5.3219); // log2(0.5 / 20)
});

test('[SV63] Log Ratio counts doublings: four times as frequent is 2, the other way round -2', () => {
  expect([logRatio(40, 1000, 10, 1000), logRatio(10, 1000, 40, 1000)]).toEqual([2, -2]);
});

test('[SV63] words and adjacent pairs fall to the group that uses them more, with occurrences and comments', () => {
  const corpus = corpusOf(['long queue, long queue', 'long wait', 'kind help. Long story', 'kind people']);
  const options = { minCount: 2, minDocuments: 1 };
  const { positive, negative } = keyness(corpus, Uint8Array.of(2, 2, 1, 1), options);
  expect(positive.map(({ term, a, b }) => [term, a, b])).toEqual([['kind', 2, 0]]);
  expect(negative.map(({ term, a, b, documentsB }) => [term, a, b, documentsB])).toEqual([
    ['long queue', 0, 2, 1],
    ['queue', 0, 2, 1],
    ['long', 1, 3, 2],
  ]);
});

test('[SV63] a pair does not reach across the end of a sentence', () => {
  const corpus = corpusOf(['Good. Service', 'good, service']);
  const terms = keyness(corpus, Uint8Array.of(1, 1), { minCount: 1, minDocuments: 1 }).positive;
  expect(terms.map(({ term }) => term)).not.toContain('good service.');
  const pair = [...corpus.tokens].filter((token) => token === -1);
  expect(pair).toHaveLength(1);
});

test('[SV64] forms of a Polish word count as one when asked to, under the form that occurs most', () => {
  const texts = ['kolejka', 'kolejki i kolejki', 'w kolejce', 'kolejka kolejki'];
  const all = Uint8Array.of(2, 2, 2, 1);
  const find = (isFolded: boolean) =>
    keyness(corpusOf(texts), all, { minCount: 1, minDocuments: 1, withPairs: false, isFolded })
      .negative.concat(
        keyness(corpusOf(texts), all, { minCount: 1, minDocuments: 1, withPairs: false, isFolded }).positive,
      )
      .filter(({ term }) => term.startsWith('kolej'));
  expect(find(true)).toMatchObject([{ term: 'kolejki', a: 2, b: 4 }]);
  expect(find(false)).toHaveLength(3);
});

test('[SV63] the order of comments changes nothing', () => {
  const text = fc.array(fc.constantFrom('long', 'queue', 'kind', 'help.', 'łatwo'), { maxLength: 6 });
  const comments = fc.array(fc.tuple(text, fc.constantFrom(0, 1, 2)), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(comments, (given) => {
      const result = (list: typeof given) => {
        const kept = list.filter(([words]) => words.length > 0);
        const corpus = corpusOf(kept.map(([words]) => words.join(' ')));
        return keyness(
          corpus,
          Uint8Array.from(kept, ([, group]) => group),
          { minCount: 1, minDocuments: 1 },
        );
      };
      expect(result([...given].reverse())).toEqual(result(given));
    }),
  );
});
