import { expect, test } from 'vitest';
import * as v from 'valibot';
import { EvidenceForm, refuseStatus } from './evidence.ts';

const facts = { evidence: 1, authorId: 'ola', actorId: 'jan', reason: '' };

test('[WS41] verified needs evidence and somebody who is not the author', () => {
  expect(refuseStatus('verified', facts)).toBeUndefined();
  expect(refuseStatus('verified', { ...facts, evidence: 0 })).toBe('needs-evidence');
  expect(refuseStatus('verified', { ...facts, actorId: 'ola' })).toBe('own-cause');
  expect(refuseStatus('verified', { ...facts, authorId: null })).toBeUndefined();
});

test('[WS41] ruled out needs a reason; anybody brings a cause back to possible', () => {
  expect(refuseStatus('ruled-out', facts)).toBe('needs-reason');
  expect(refuseStatus('ruled-out', { ...facts, reason: 'Measured: no difference' })).toBeUndefined();
  expect(refuseStatus('possible', { ...facts, evidence: 0, actorId: 'ola' })).toBeUndefined();
});

test.each(['javascript:alert(1)', 'file:///etc/passwd', 'ftp://a', 'https://', 'data:text/html,x'])(
  '[WS40] %s is no link',
  (url) => {
    const form = { workshopId: 'w', causeId: 'c', kind: 'link', text: '', url };
    expect(v.safeParse(EvidenceForm, form).success).toBe(false);
  },
);
