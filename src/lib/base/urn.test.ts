import { expect, test } from 'vitest';
import {
  canShowComments,
  COMMENTS_FROM_VOTES,
  COUNTS_FROM_VOTES,
  inLetterOrder,
  shownOfUrn,
  urnText,
} from './urn.ts';

test('[DE13] [RH14] counts are shown from five answers on, comments from ten', () => {
  expect(shownOfUrn(COUNTS_FROM_VOTES - 1)).toEqual({ counts: false, comments: false });
  expect(shownOfUrn(COUNTS_FROM_VOTES)).toEqual({ counts: true, comments: false });
  expect(shownOfUrn(COMMENTS_FROM_VOTES - 1)).toEqual({ counts: true, comments: false });
  expect(shownOfUrn(COMMENTS_FROM_VOTES)).toEqual({ counts: true, comments: true });
  expect(canShowComments(COMMENTS_FROM_VOTES - 1)).toBe(false);
  expect(canShowComments(COMMENTS_FROM_VOTES)).toBe(true);
});

test('[DE12] [RH13] what differs by a letter alone has its place, whatever came first', () => {
  const words = ['ä', 'a', 'A', 'a\u0301', 'á', 'a '];
  const order = inLetterOrder(words, (word) => word);
  expect(inLetterOrder(words.toReversed(), (word) => word)).toEqual(order);
});

test('[DE12] [RH13] the same words from two devices are the same text', () => {
  expect(urnText('  Za du\u017co\r\n zebra\u0144\u200b ')).toBe('Za dużo zebrań');
  expect(urnText('zebran\u0301')).toBe(urnText('zebra\u0144'));
  expect(urnText(' \u200b\n ')).toBe('');
});
