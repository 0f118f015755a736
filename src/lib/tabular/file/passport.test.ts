import { expect, test } from 'vitest';
import { readPassport } from './passport.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function passportOf(text: string, overrides = {}): ReturnType<typeof summary> {
  return summary(readPassport(bytes(text), true, overrides));
}

function summary(result: ReturnType<typeof readPassport>) {
  if (!result.ok) return { refused: result.issue.code };
  const { encoding, delimiter, decimal, platform, headerRows, headings } = result.passport;
  return {
    encoding: encoding.value,
    delimiter: delimiter.value,
    decimal: decimal.value,
    platform: platform.value,
    headerRows: headerRows.value,
    names: headings.map(({ name }) => name),
  };
}

test('[SV6] everything is guessed from the first bytes', () => {
  expect(passportOf('Timestamp;Ocena\n26.12.2025 21:09;3,67\n27.12.2025 08:10;4,5\n')).toEqual({
    encoding: 'utf-8',
    delimiter: ';',
    decimal: ',',
    platform: 'google-forms',
    headerRows: 1,
    names: ['Timestamp', 'Ocena'],
  });
});

test('[SV6] a change wins over every guess', () => {
  const overrides = {
    delimiter: ',',
    decimal: '.',
    platform: 'plain',
    headerRows: 0,
    encoding: 'windows-1250',
  };
  expect(passportOf('a;b\n1;2,5\n', overrides)).toMatchObject({ ...overrides, names: ['Column 1'] });
});

test('[SV6] every guess has a reason', () => {
  const result = readPassport(bytes('id,score\n1,9\n'), true);
  if (!result.ok) throw new Error('refused');
  const { encoding, delimiter, decimal, platform, headerRows } = result.passport;
  for (const guess of [encoding, delimiter, decimal, platform, headerRows]) {
    expect(guess.reasons.length).toBeGreaterThan(0);
    expect(guess.isOverridden).toBe(false);
  }
});

test('[SV10] "1,234" alone does not prove a decimal comma, "0,5" does', () => {
  expect(passportOf('a;b\n1,234;x\n2,500;y\n')).toMatchObject({ decimal: '.' });
  expect(passportOf('a;b\n1,234;x\n0,5;y\n')).toMatchObject({ decimal: ',' });
});

test('[SV2] headings without answers are refused', () => {
  expect(passportOf('id,score\n')).toEqual({ refused: 'header-only' });
});

test('[SV6] a row that the end of the head cuts is not taken for a short one', () => {
  const result = readPassport(bytes('id,score\n1,9\n2'), false);
  expect(result.ok && result.passport.sample).toEqual([['1', '9']]);
});
