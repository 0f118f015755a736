import { expect, test } from 'vitest';
import { barsSvg, type PictureBar } from './bars-picture.ts';

const bar = (parts: Partial<PictureBar>): PictureBar => ({
  label: 'phone',
  share: 40,
  interval: [30, 50],
  count: 40,
  shareText: '40 %',
  countText: '40',
  ...parts,
});

test('[SV91] every bar has its interval, on one axis that ends at the longest', () => {
  const svg = barsSvg('Channel', 'n = 100', [
    bar({}),
    bar({ label: 'chat', share: 20, interval: [13, 29], count: 20, shareText: '20 %', countText: '20' }),
    bar({ label: 'shop', share: 0, interval: [0, 4], count: 0, shareText: '0 %', countText: '0' }),
  ]);
  const widths = [...svg.matchAll(/class="bar"[^>]* width="([\d.]+)"/g)].map(([, width]) => Number(width));
  expect(widths).toEqual([240, 120, 0]); // of 300, which stand for 50 %
  const whiskers = [...svg.matchAll(/d="M([\d.]+) [\d.]+H([\d.]+)/g)].map(([, low, high]) => [low, high]);
  expect(whiskers).toEqual([
    ['412', '532'],
    ['310', '406'],
  ]);
  for (const text of ['Channel', 'n = 100', 'chat', '20 %', 'shop']) expect(svg).toContain(`>${text}</text>`);
});

test('[SV91] what people wrote cannot become markup, and a long answer is cut by letters', () => {
  const svg = barsSvg('<b> & co', '', [bar({ label: '<script>' }), bar({ label: '😀'.repeat(40) })]);
  expect(svg).toContain('&lt;b&gt; &amp; co');
  expect(svg).not.toContain('<script>');
  expect(svg).toContain(`>${'😀'.repeat(29)}…</text>`);
});

test('[SV91] when nobody answered the bars are empty, and the picture is one', () => {
  const nobody = { share: NaN, interval: [NaN, NaN] as const, count: 0, shareText: '–', countText: '0' };
  const svg = barsSvg('Channel', 'n = 0', [bar(nobody)]);
  expect(svg).toContain('width="0" height="16"');
  expect(svg).not.toContain('NaN');
});
