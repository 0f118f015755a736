import { expect, test } from 'vitest';
import { ticketHref } from './ticket-address.ts';

test.each([
  ['https://firm.example/browse/', 'HB-7', 'https://firm.example/browse/HB-7'],
  ['https://firm.example/browse', 'HB-7', 'https://firm.example/browse/HB-7'],
  ['https://firm.example/show?id=', 'ŁÓ-7', 'https://firm.example/show?id=%C5%81%C3%93-7'],
  ['https://firm.example/browse/', '', null],
  [null, 'HB-7', null],
])('[SH113] at %s the ticket %s is %s', (address, key, href) => {
  expect(ticketHref(address, key)).toBe(href);
});
