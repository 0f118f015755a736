import { expect, test } from 'vitest';
import { documentName, parseDocumentName, type DocumentName } from './document-name.ts';

test.each<DocumentName>([
  { kind: 'board', workshop: '01hx' },
  { kind: 'control', workshop: '01hx' },
  { kind: 'backstage', workshop: '01hx' },
  { kind: 'notes', workshop: '01hx' },
  { kind: 'draft', workshop: '01hx', participant: 'p_1' },
])('[SY4] a name is read as it was written: %o', (document) => {
  expect(parseDocumentName(documentName(document))).toEqual(document);
});

test.each([
  '',
  'workshop',
  'workshop//board',
  'workshop/w',
  'workshop/w/board/x',
  'workshop/w/draft',
  'workshop/w/draft/',
  'workshop/w/draft/p/q',
  'workshop/../board',
  'workshop/w%2F/board',
  'workshop/w/other',
  'survey/w/board',
  `workshop/${'w'.repeat(65)}/board`,
])('[SY4] %j is no document', (name) => {
  expect(parseDocumentName(name)).toBeUndefined();
});
