import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markdownText, plainOfMarkdown } from './markdown-text.ts';

test('what somebody typed is no markup: emphasis, lists, headings, links, HTML, entities', () => {
  expect(markdownText('*a* _b_ `c` [d](e) <f> #g |h| ~~i~~ &lt; !j')).toBe(
    String.raw`\*a\* \_b\_ \`c\` \[d\](e) \<f\> \#g \|h\| \~\~i\~\~ \&lt; \!j`,
  );
  expect(markdownText('- a')).toBe(String.raw`\- a`);
  expect(markdownText('+ a')).toBe(String.raw`\+ a`);
  expect(markdownText('=====')).toBe(String.raw`\=====`);
  expect(markdownText('12. a')).toBe(String.raw`12\. a`);
  expect(markdownText('2026 was good')).toBe('2026 was good');
  expect(markdownText('see https://evil.example or www.evil.example')).toBe(
    String.raw`see https\://evil.example or www\.evil.example`,
  );
  expect(markdownText('a\n\n# b')).toBe(String.raw`a \# b`);
});

test('and it comes back as it was, white space aside', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(plainOfMarkdown(markdownText(text))).toBe(text.trim().split(/\s+/).join(' '));
    }),
  );
});
