import { expect, test } from 'vitest';
import {
  undecidedParts,
  outcomeOf,
  refusalToSign,
  signersByPart,
  type Decision,
  type Signer,
} from './approve.ts';

const HASH = 'content';
const decision = (part: Decision['part'], directorId: string, change: Partial<Decision> = {}): Decision => ({
  part,
  directorId,
  isApproved: true,
  contentHash: HASH,
  ...change,
});
const director = (id: string, part: string | null, change: Partial<Signer> = {}): Signer => ({
  id,
  isActive: true,
  isDirector: true,
  part,
  signsFromMs: null,
  ...change,
});
const nobodySigned = { hands: new Set(['owner', 'deputy', 'lead', 'editor']), decisions: [] };

test('[PR3] both directors must agree', () => {
  expect(outcomeOf([], HASH)).toBe('waiting');
  expect(outcomeOf([decision('marketing', 'm')], HASH)).toBe('waiting');
  expect(undecidedParts([decision('marketing', 'm')])).toEqual(['customer-service']);
  expect(outcomeOf([decision('marketing', 'm'), decision('customer-service', 's')], HASH)).toBe('approved');
});

test('[PR3] one part cannot sign for both', () => {
  expect(outcomeOf([decision('marketing', 'm'), decision('marketing', 'n')], HASH)).toBe('waiting');
});

test('[PR3] one person never counts twice, whatever department they sign from', () => {
  expect(outcomeOf([decision('marketing', 'm'), decision('customer-service', 'm')], HASH)).toBe('waiting');
  const signed = { ...nobodySigned, decisions: [decision('marketing', 'm')] };
  expect(refusalToSign(director('m', 'customer-service'), signed, 0)).toBe('projects.alreadySigned');
});

test('[PR10] a signature counts for the content that was signed and for no other', () => {
  const signatures = [
    decision('marketing', 'm', { contentHash: 'older' }),
    decision('customer-service', 's'),
  ];
  expect(outcomeOf(signatures, HASH)).toBe('waiting');
  expect(outcomeOf([decision('marketing', 'm', { contentHash: null }), ...signatures], HASH)).toBe('waiting');
});

test('[PR5] one director who sends it back is enough', () => {
  expect(
    outcomeOf([decision('marketing', 'm'), decision('customer-service', 's', { isApproved: false })], HASH),
  ).toBe('sent-back');
});

test('[PR4] whoever had a hand in a project does not sign it, whatever their office', () => {
  for (const id of ['owner', 'deputy', 'lead', 'editor']) {
    expect(refusalToSign(director(id, 'marketing'), nobodySigned, 0)).toBe('projects.ownProject');
  }
});

test('[PR3] only an active director of a signing department signs', () => {
  expect(refusalToSign(director('d', null), nobodySigned, 0)).toBe('projects.noSigningPart');
  expect(refusalToSign(director('d', 'marketing', { isDirector: false }), nobodySigned, 0)).toBe(
    'projects.noSigningPart',
  );
  expect(refusalToSign(director('d', 'marketing', { isActive: false }), nobodySigned, 0)).toBe(
    'projects.noSigningPart',
  );
  expect(refusalToSign(director('d', 'customer-service'), nobodySigned, 0)).toBeUndefined();
});

test('[PR12] nobody signs before the day after somebody else set their password', () => {
  const fresh = director('d', 'marketing', { signsFromMs: 1_000 });
  expect(refusalToSign(fresh, nobodySigned, 999)).toBe('projects.signsLater');
  expect(refusalToSign(fresh, nobodySigned, 1_000)).toBeUndefined();
});

test('[PR11] who will sign is known before: those who can, and those who cannot with the reason', () => {
  const people = [
    director('owner', 'marketing'),
    director('s', 'customer-service', { signsFromMs: 1_000 }),
    director('off', 'customer-service', { isActive: false }),
    director('other', null),
  ];
  const [marketing, service] = signersByPart(people, nobodySigned.hands, 0);
  expect(marketing).toMatchObject({
    able: [],
    unable: [{ signer: { id: 'owner' }, reason: 'projects.ownProject' }],
  });
  expect(service).toMatchObject({ able: [{ id: 's' }], unable: [] });
});
