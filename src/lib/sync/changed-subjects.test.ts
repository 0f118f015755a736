import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { changedSubjects } from './changed-subjects.ts';

test('[SY20] changes are counted in the things that they change, however deep and however many letters', () => {
  const doc = new Y.Doc();
  const seen: string[][] = [];
  doc.on('afterTransaction', (transaction: Y.Transaction) => seen.push(changedSubjects(transaction)));
  const record = new Y.Map<unknown>();
  const text = new Y.Text('a');
  record.set('text', text);
  doc.getMap('causes').set('c1', record);
  text.insert(1, 'b');
  record.set('place', { parent: 'x' });
  doc.transact(() => {
    text.insert(2, 'c');
    doc.getMap('causes').set('c2', 1);
  });
  doc.getText('head').insert(0, 'x');
  expect(seen.map((subjects) => subjects.toSorted())).toEqual([['c1'], ['c1'], ['c1'], ['c1', 'c2'], ['']]);
});
