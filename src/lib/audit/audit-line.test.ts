import { expect, test } from 'vitest';
import { loadMessages, NAMESPACES } from '#lib/i18n/catalogue.ts';
import { AUDIT_ACTIONS, AUDIT_KINDS } from './audit-action.ts';
import { AUDIT_FACTS, CHANGED_FIELDS, auditedChanges } from './audit-change.ts';
import { AUDIT_ACTS } from './audit-query.ts';
import { foldLines, readAction, sentenceKey, type AuditLine } from './audit-line.ts';

test.each(['en', 'pl'] as const)(
  '[AU1] every action, kind and field of the log has its words in the language "%s"',
  async (locale) => {
    const messages = await loadMessages(locale, NAMESPACES);
    const keys = [
      ...[...AUDIT_ACTIONS, null].map((action) => sentenceKey(action)),
      ...AUDIT_KINDS.map((kind) => `audit.kind.${kind}`),
      ...CHANGED_FIELDS.map((field) => `audit.field.${field}`),
      ...AUDIT_FACTS.map((fact) => `audit.fact.${fact}`),
      ...AUDIT_ACTS.map((act) => `audit.act.${act}`),
    ];
    expect(keys.filter((key) => !messages[key])).toEqual([]);
  },
);

test('[AU1] what an earlier version called otherwise reads as a change', () => {
  expect(sentenceKey(readAction('workshop.agenda'))).toBe('audit.other');
  expect(sentenceKey(readAction('wave.open'))).toBe('audit.wave.open');
});

test('[AU2] what changed is kept from value to value; long texts only as changed', () => {
  const before = { title: 'A', aim: 'Long before', owner: 'Beata', endsOn: '2026-12-01', holdUntil: null };
  expect(
    auditedChanges(before, { title: 'B', aim: 'Long after', owner: 'Beata', endsOn: '2027-01-01' }),
  ).toEqual([
    { field: 'title', from: 'A', to: 'B' },
    { field: 'aim', from: null, to: null },
    { field: 'endsOn', from: '2026-12-01', to: '2027-01-01' },
  ]);
  expect(auditedChanges(before, { holdUntil: null })).toEqual([]);
});

const line = (atMs: number, actorName: string, action: AuditLine['action'], id = 'w'): AuditLine => ({
  id: atMs,
  atMs,
  actorId: null,
  actorName,
  action,
  subject: { kind: 'wave', id, name: null, href: null },
  whom: [],
  changes: [],
  facts: {},
});

test('[AU3] opening the same again is one line with all its times, whoever else did something meanwhile', () => {
  const folded = foldLines([
    line(9, 'Ana', 'wave.open'),
    line(8, 'Ola', 'wave.open'),
    line(7, 'Ana', 'wave.open'),
    line(6, 'Ana', 'insight.pin'),
    line(5, 'Ana', 'wave.open'),
    line(4, 'Ana', 'wave.open', 'other'),
    line(3, 'Ola', 'wave.publish'),
    line(2, 'Ola', 'wave.publish'),
  ]);
  expect(folded.map(({ actorName, action, times }) => [actorName, action, times])).toEqual([
    ['Ana', 'wave.open', [9, 7]],
    ['Ola', 'wave.open', [8]],
    ['Ana', 'insight.pin', [6]],
    ['Ana', 'wave.open', [5]],
    ['Ana', 'wave.open', [4]],
    ['Ola', 'wave.publish', [3]],
    ['Ola', 'wave.publish', [2]],
  ]);
});
