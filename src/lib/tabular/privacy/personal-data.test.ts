import { expect, test } from 'vitest';
import { isCard, isIban, isLuhn, isNip, isPesel, isRegon } from './check-digits.ts';
import { maskTable } from '#lib/survey/privacy/mask-table.ts';
import { maskPersonalData } from './personal-data.ts';
import { columnOf } from '../testing/table.ts';

test.each(['44051401458', '44051401359', '02070803628', '02270803624', '11111111116'])(
  '[SV22] %s is a PESEL',
  (digits) => expect(isPesel(digits)).toBe(true),
);

test.each(['11111111114', '55558888888', '00000000000', '4405140145', '440514014588'])(
  '[SV22] %s is no PESEL: the digits or the date are impossible (radarsu/validate-polish #7)',
  (digits) => expect(isPesel(digits)).toBe(false),
);

test('[SV22] NIP, REGON and IBAN by their check digits', () => {
  expect(['1234563218', '5260250274', '1234563219', '0000000000'].map(isNip)).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(['123456785', '123456786', '000000000'].map(isRegon)).toEqual([true, false, false]);
  const ibans = ['PL61109010140000071219812874', 'GB82WEST12345698765432', 'DE89370400440532013000'];
  expect(ibans.map(isIban)).toEqual([true, true, true]);
  expect(isIban('PL61109010140000071219812875')).toBe(false);
});

test('[SV22] a card needs Luhn and an issuer: 1234567812345670 has Luhn alone', () => {
  expect(['4111111111111111', '4111111111111112', '1234567812345670', '79927398713'].map(isCard)).toEqual([
    true,
    false,
    false,
    false,
  ]);
  expect(['79927398713', '1234567812345670'].map(isLuhn)).toEqual([true, true]);
});

test.each([
  ['write to anna.nowak+cx@example.com.pl please', 'write to [e-mail] please'],
  ['mój PESEL to 44051401458, proszę', 'mój PESEL to [PESEL], proszę'],
  ['zamówienie 44051401457', 'zamówienie 44051401457'],
  ['konto PL61 1090 1014 0000 0712 1981 2874 okay', 'konto [IBAN] okay'],
  ['konto 61 1090 1014 0000 0712 1981 2874', 'konto [IBAN]'],
  ['IBAN GB82 WEST 1234 5698 7654 32.', 'IBAN [IBAN].'],
  ['paid with 4111 1111 1111 1111 twice', 'paid with [card] twice'],
  ['NIP: 123-456-32-18', 'NIP: [NIP]'],
  ['NIP 1234563218', 'NIP [NIP]'],
  ['order 1234563218', 'order 1234563218'],
  ['REGON 123456785', 'REGON [REGON]'],
  ['call me: 600 100 200', 'call me: [phone]'],
  ['zadzwońcie +48 22 123 45 67 po 16', 'zadzwońcie [phone] po 16'],
  ['(22) 123 45 67', '[phone]'],
  ['tel. 221234567', 'tel. [phone]'],
  ['601234567', '[phone]'],
  ['I paid 1234567 for 3 nights', 'I paid 1234567 for 3 nights'],
  ['on 2025-12-26 at 09:30, 10/10', 'on 2025-12-26 at 09:30, 10/10'],
  ['price 1 234 567,89', 'price 1 234 567,89'],
] as const)('[SV22] %j is stored as %j', (text, expected) => {
  expect(maskPersonalData(text).text).toBe(expected);
});

test('[SV22] what was masked is counted by kind', () => {
  const { found } = maskPersonalData('a@b.pl, c@d.pl, tel. 601234567');
  expect(found).toMatchObject({ email: 2, phone: 1, pesel: 0 });
});

test('[SV22] comments of a table are masked, ratings and ids of eleven digits are not', () => {
  const comments = columnOf(['mail me a@b.pl', 'fine', 'mail me a@b.pl'], { role: 'comment', name: 'why' });
  const ids = columnOf(['60123456700', '60123456701', '60123456702'], { index: 1, role: 'id', name: 'id' });
  const { table, found, columns } = maskTable({ rowCount: 3, decimal: '.', columns: [comments, ids] });
  expect(table.columns.map(({ dictionary, codes }) => dictionary.textAt(codes[0] ?? 0))).toEqual([
    'mail me [e-mail]',
    '60123456700',
  ]);
  expect([found.email, columns.map(({ name }) => name)]).toEqual([2, ['why']]);
});

test('[SV22] an id column that holds PESEL numbers is masked all the same', () => {
  const ids = columnOf(['44051401458', '44051401359', '02070803628'], { role: 'id' });
  const { table } = maskTable({ rowCount: 3, decimal: '.', columns: [ids] });
  expect(table.columns[0]?.dictionary.textAt(1)).toBe('[PESEL]');
});
