import { expect, test } from 'vitest';
import { WriteLedger } from './write-ledger.ts';

test('[SY20] a change waits until the frame that carried it is acknowledged', () => {
  const ledger = new WriteLedger<string>();
  ledger.add('a');
  ledger.sendAll();
  ledger.add('b');
  ledger.sendAll();
  ledger.add('c');
  expect(ledger.waiting).toBe(3);
  expect(ledger.store(1)).toEqual(['a']);
  expect(ledger.store(1)).toEqual([]);
  expect(ledger.waiting).toBe(2);
});

test('[SY20] one acknowledgement covers every earlier frame', () => {
  const ledger = new WriteLedger<string>();
  for (const token of ['a', 'b', 'c']) {
    ledger.add(token);
    ledger.sendAll();
  }
  expect(ledger.store(2)).toEqual(['a', 'b']);
});

test('[SY20] what a broken connection carried waits again, in order, and frames count from one', () => {
  const ledger = new WriteLedger<string>();
  ledger.add('a');
  ledger.sendAll();
  ledger.add('b');
  ledger.disconnect();
  expect(ledger.waiting).toBe(2);
  expect(ledger.store(5)).toEqual([]);
  ledger.sendAll();
  expect(ledger.store(1)).toEqual(['a', 'b']);
  expect(ledger.waiting).toBe(0);
});
