import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_AMOUNT_MINOR, parseAmount } from '../base/money.ts';
import { loadMessages } from './catalogue.ts';
import { Translator } from './translator.ts';

const amount = fc.integer({ min: 0, max: MAX_AMOUNT_MINOR });

test('[PR16] every hundredth that is stored is shown, in both languages', async () => {
  for (const locale of ['en', 'pl'] as const) {
    const texts = new Translator(locale, await loadMessages(locale, []));
    fc.assert(
      fc.property(amount, fc.constantFrom('PLN', 'EUR'), (minor, currency) => {
        const shown = parseAmount(texts.money(minor, currency));
        // "PLN 1,234" is shown without hundredths: a reader knows the language, the parser does not.
        if ('fault' in shown) expect([shown.fault, minor % 100]).toEqual(['ambiguous', 0]);
        else expect(shown.minor).toBe(minor);
      }),
    );
  }
});
