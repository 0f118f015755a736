import { expect, test } from 'vitest';
import { missingParts, outcomeOf, refusalToDecide } from './approve.ts';

const project = { ownerId: 'owner', deputyId: 'deputy', proposedBy: 'lead' };
const yes = (part: 'marketing' | 'customer-service') => ({ part, directorId: part, isApproved: true });
const no = (part: 'marketing' | 'customer-service') => ({ part, directorId: part, isApproved: false });

test('[PR3] both directors must agree', () => {
  expect(outcomeOf([])).toBe('waiting');
  expect(outcomeOf([yes('marketing')])).toBe('waiting');
  expect(missingParts([yes('marketing')])).toEqual(['customer-service']);
  expect(outcomeOf([yes('marketing'), yes('customer-service')])).toBe('approved');
});

test('[PR3] one part cannot sign for both', () => {
  expect(outcomeOf([yes('marketing'), yes('marketing')])).toBe('waiting');
});

test('[PR5] one director who sends it back is enough', () => {
  expect(outcomeOf([yes('marketing'), no('customer-service')])).toBe('sent-back');
});

test('[PR4] nobody decides about their own project, whatever their office', () => {
  for (const id of ['owner', 'deputy', 'lead']) {
    expect(refusalToDecide({ id, part: 'marketing' }, project)).toBe('projects.ownProject');
  }
});

test('[PR3] a director of another department does not sign', () => {
  expect(refusalToDecide({ id: 'd', part: null }, project)).toBe('projects.noSigningPart');
  expect(refusalToDecide({ id: 'd', part: 'customer-service' }, project)).toBeUndefined();
});
