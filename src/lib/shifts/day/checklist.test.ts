import { expect, test } from 'vitest';
import { parseInput } from '#lib/base/parse-input.ts';
import {
  CHECKLIST_ITEM_MAX,
  closingFaults,
  itemsFor,
  TICKET_MAX,
  type ChecklistItem,
  type TickedItem,
} from './checklist.ts';
import { ChecklistItemForm, CustomerPromiseForm, PROMISE_MAX, TicketForm } from './day-forms.ts';

const item = (id: string, scope: ChecklistItem['scope'], part: ChecklistItem['part'] = 'start') => ({
  ...{ id, scope, part, text: id },
});

test('[SH61] a list has what is for everybody, and what is for the scopes that somebody takes on', () => {
  const items = [
    item('tickets', 'tickets'),
    item('headset', 'phone'),
    item('login', null),
    item('chat', 'chat'),
  ];
  expect(itemsFor(items, ['phone', 'tickets']).map(({ id }) => id)).toEqual(['login', 'headset', 'tickets']);
});

test('[SH62] a shift closes when its leaving list is ticked and each ticket is somebody’s', () => {
  const items: TickedItem[] = [
    { ...item('login', null), tick: null },
    { ...item('lamp', null, 'end'), tick: { atMs: 1, byName: 'Ola' } },
    { ...item('keys', null, 'end'), tick: null },
  ];
  const handed = { commitmentId: 'c', name: 'Ewa' };
  const tickets = [
    { id: '1', text: 'A', handed: null },
    { id: '2', text: 'B', handed },
  ];
  expect(closingFaults(items, tickets)).toEqual({ unticked: 1, open: 1 });
});

test('[SH61] an item has so many letters and no more', () => {
  const parse = (length: number) =>
    parseInput(ChecklistItemForm, { part: 'end', text: 'x'.repeat(length) }).text;
  expect(parse(CHECKLIST_ITEM_MAX)).toHaveLength(CHECKLIST_ITEM_MAX);
  expect(() => parse(CHECKLIST_ITEM_MAX + 1)).toThrow();
});

test('[SH62] a ticket has so many letters and no more', () => {
  const parse = (length: number) =>
    parseInput(TicketForm, { tourId: 't', personId: 'p', text: 'x'.repeat(length) }).text;
  expect(parse(TICKET_MAX)).toHaveLength(TICKET_MAX);
  expect(() => parse(TICKET_MAX + 1)).toThrow();
});

test('[SH63] a promise has so many letters and no more', () => {
  const parse = (length: number) =>
    parseInput(CustomerPromiseForm, { tourId: 't', text: 'x'.repeat(length) }).text;
  expect(parse(PROMISE_MAX)).toHaveLength(PROMISE_MAX);
  expect(() => parse(PROMISE_MAX + 1)).toThrow();
});
