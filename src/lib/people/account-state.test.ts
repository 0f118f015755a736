import { expect, test } from 'vitest';
import { accountState, type SentInvitation } from './account-state.ts';

const sent: SentInvitation = { sentAtMs: 0, expiresAtMs: 10, isUsed: false, mail: null };

test('[PE37] an invitation is none, sent, expired or accepted, and who is switched off is just that', () => {
  const newcomer = { isActive: true, hasAccount: false };
  expect(accountState(newcomer, undefined, 5)).toBe('none');
  expect(accountState(newcomer, sent, 9)).toBe('invited');
  expect(accountState(newcomer, sent, 10)).toBe('expired');
  expect(accountState({ ...newcomer, hasAccount: true }, { ...sent, isUsed: true }, 5)).toBe('active');
  expect(accountState({ ...newcomer, isActive: false }, sent, 5)).toBe('off');
});
