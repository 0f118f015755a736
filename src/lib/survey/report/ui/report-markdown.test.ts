import { expect, test } from 'vitest';
import { loadMessages } from '#lib/i18n/catalogue.ts';
import { Translator } from '#lib/i18n/translator.ts';
import type { Insight } from '../../insights/insight.ts';
import { reportMarkdown } from './report-markdown.ts';

const INSIGHT = {
  id: 'i',
  title: 'Klienci czekają za długo',
  note: '',
  surveyName: 'Satysfakcja',
  waveName: 'Jesień',
  authorName: 'Anna',
  question: { column: 'wait', label: 'Czas', kind: 'mean', segment: null, weight: null },
  figure: { value: 3.25, interval: [3, 3.5], n: 1200 },
  isWithheld: false,
  evidence: { quotes: ['*Nie* [tak] | <b>'] },
} as unknown as Insight; // only what a list and a report show

test('[SV76] in Markdown what people wrote is text, and the source is said', async () => {
  const i18n = new Translator('en', await loadMessages('en', ['base', 'survey', 'comments']));
  const text = reportMarkdown(i18n, {
    wave: {
      surveyName: 'A|B',
      name: 'Spring',
      fieldedOn: '2026-03-01',
      fileName: 'x',
      rows: { imported: 1200 },
    },
    insights: [INSIGHT],
    figures: [{ column: 'wait', label: 'A|B', kind: 'mean', value: 3.25, interval: [3, 3.5], n: 1200 }],
    printedAtMs: Date.UTC(2026, 2, 5, 12),
  });
  expect(text).toContain('# A\\|B, Spring');
  expect(text).toContain('> \\*Nie\\* \\[tak\\] \\| \\<b\\>');
  expect(text).toMatch(/^3\.25 \[3\.00, 3\.50\], n\s=\s1,200$/m);
  expect(text).toContain('| A\\|B | Mean | 3.25 | [3.00, 3.50] | 1,200 |');
  expect(text).toMatch(/Source: .*1,200 responses/);
});
