import { expect, test } from 'vitest';
import {
  lackOfSigners,
  outcomeOf,
  placeToSign,
  signersByPart,
  undecidedParts,
  type Decision,
  type SignedProject,
  type Signer,
  type SigningRules,
} from './approve.ts';

const HASH = 'content';
const decision = (part: Decision['part'], directorId: string, change: Partial<Decision> = {}): Decision => ({
  part,
  directorId,
  inNameOfId: null,
  isApproved: true,
  isFinal: false,
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
/** Directors who stand in for nobody. */
const rulesOf = (directors: readonly Signer[], change: Partial<SigningRules> = {}): SigningRules => ({
  directors,
  standIns: [],
  substituteId: null,
  ...change,
});
/** Why somebody may not sign; undefined when they may. */
const refusalToSign = (
  signer: Signer,
  project: SignedProject,
  nowMs: number,
  rules = rulesOf([signer]),
): string | undefined => {
  const place = placeToSign(signer, project, rules, nowMs);
  return 'refusal' in place ? place.refusal : undefined;
};
const nobodySigned = { hands: new Set(['owner', 'deputy', 'lead', 'editor']), decisions: [] };

test('[PR3] [PR20] both directors must agree', () => {
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
  const [marketing, service] = signersByPart(rulesOf(people), nobodySigned);
  expect(marketing).toMatchObject({ able: [], unable: [{ id: 'owner' }] });
  expect(service).toMatchObject({ able: [{ signer: { id: 's' } }], unable: [] });
});

const [maria, sara, zofia] = [
  director('maria', 'marketing'),
  director('sara', 'customer-service'),
  director('zofia', null),
];
const untouched: SignedProject = { hands: new Set(), decisions: [] };
const placeOf = (signer: Signer, rules: SigningRules, project = untouched) =>
  placeToSign(signer, project, rules, 0);
const ableFor = (rules: SigningRules, project = untouched): string[][] =>
  signersByPart(rules, project).map(({ able }) =>
    able.map(({ signer, as, inNameOf }) => `${signer.id} ${as}${inNameOf ? ` for ${inNameOf.id}` : ''}`),
  );

test('[PR21] a substitute signs in the name of the director who is away', () => {
  const rules = rulesOf([maria, sara, zofia], {
    standIns: [{ personId: 'maria', substituteId: 'zofia' }],
  });
  expect(placeOf(zofia, rules)).toEqual({ part: 'marketing', as: 'substitute', inNameOfId: 'maria' });
  expect(ableFor(rules)).toEqual([['maria director', 'zofia substitute for maria'], ['sara director']]);
  // Who is back signs herself, as long as it was not done in her name.
  expect(placeOf(maria, rules)).toMatchObject({ as: 'director' });
  const signed = { ...untouched, decisions: [decision('marketing', 'zofia', { inNameOfId: 'maria' })] };
  expect(placeOf(maria, rules, signed)).toEqual({ refusal: 'projects.alreadySigned' });
  expect(placeOf(zofia, rules, signed)).toEqual({ refusal: 'projects.alreadySigned' });
  // Without the days of the absence Zofia signs for no part.
  expect(placeOf(zofia, rulesOf([maria, sara, zofia]))).toEqual({ refusal: 'projects.noSigningPart' });
});

test('[PR21] nobody signs in the name of somebody who had a hand in the project', () => {
  const rules = rulesOf([maria, sara, zofia], {
    standIns: [{ personId: 'maria', substituteId: 'zofia' }],
  });
  const owned: SignedProject = { hands: new Set(['maria']), decisions: [] };
  expect(placeOf(zofia, rules, owned)).toEqual({ refusal: 'projects.noSigningPart' });
  const byZofia: SignedProject = { hands: new Set(['zofia']), decisions: [] };
  expect(placeOf(zofia, rules, byZofia)).toEqual({ refusal: 'projects.ownProject' });
});

test('[PR21] a name stands on a project once, whoever wrote it there', () => {
  // Maria was moved between the departments after Zofia had signed for her.
  const moved = director('maria', 'customer-service');
  const rules = rulesOf([moved, zofia, director('ewa', null)], {
    standIns: [{ personId: 'maria', substituteId: 'ewa' }],
  });
  const signed = { ...untouched, decisions: [decision('marketing', 'zofia', { inNameOfId: 'maria' })] };
  expect(placeOf(director('ewa', null), rules, signed)).toEqual({ refusal: 'projects.nameSigned' });
  expect(
    outcomeOf([...signed.decisions, decision('customer-service', 'ewa', { inNameOfId: 'maria' })], HASH),
  ).toBe('waiting');
});

test('[PR22] the substitute of the organisation signs where a part has nobody who can', () => {
  const both = rulesOf([maria, sara, zofia], { substituteId: 'zofia' });
  expect(placeOf(zofia, both)).toEqual({ refusal: 'projects.noSigningPart' });
  expect(ableFor(both)).toEqual([['maria director'], ['sara director']]);
  // One head of both parts: customer service has no director of its own.
  const oneHead = rulesOf([maria, zofia], { substituteId: 'zofia' });
  expect(placeOf(zofia, oneHead)).toEqual({
    part: 'customer-service',
    as: 'organisation',
    inNameOfId: null,
  });
  expect(ableFor(oneHead)).toEqual([['maria director'], ['zofia organisation']]);
  // The director owns the project.
  const owned: SignedProject = { hands: new Set(['sara']), decisions: [] };
  expect(ableFor(both, owned)).toEqual([['maria director'], ['zofia organisation']]);
  // The substitute owns it.
  const ownedByZofia: SignedProject = { hands: new Set(['sara', 'zofia']), decisions: [] };
  expect(ableFor(both, ownedByZofia)).toEqual([['maria director'], []]);
});

test('[PR11] one person for both parts is a lack, and is named', () => {
  // Marketing has no director, and Sara of customer service is the substitute of the organisation.
  const rules = rulesOf([director('sara', 'customer-service')], { substituteId: 'sara' });
  expect(ableFor(rules)).toEqual([['sara organisation'], ['sara director']]);
  expect(lackOfSigners(signersByPart(rules, untouched)).onlyOne?.id).toBe('sara');
  const withZofia = rulesOf([director('sara', 'customer-service'), zofia], { substituteId: 'zofia' });
  expect(lackOfSigners(signersByPart(withZofia, untouched)).onlyOne).toBeUndefined();
});

test('[PR22] whoever alone can sign a part signs that one, and leaves the other to others', () => {
  const olga = director('olga', 'customer-service');
  const rules = rulesOf([sara, olga, director('maria', 'marketing', { isActive: false })], {
    substituteId: 'sara',
  });
  // Olga can sign for customer service; for marketing there is Sara alone.
  expect(placeOf(sara, rules)).toEqual({ part: 'marketing', as: 'organisation', inNameOfId: null });
});

test('[PR38] a final refusal declines it, whatever the other director said', () => {
  const no = decision('marketing', 'ann', { isApproved: false, isFinal: true });
  expect(outcomeOf([no], HASH)).toBe('declined');
  expect(outcomeOf([no, decision('customer-service', 'ben')], HASH)).toBe('declined');
  expect(outcomeOf([{ ...no, contentHash: 'older' }], HASH)).toBe('waiting');
});

test('[PR43] one yes is enough for a light project, and none for one that both sign', () => {
  expect(outcomeOf([decision('light', 'ann')], HASH, 'light')).toBe('approved');
  expect(outcomeOf([], HASH, 'light')).toBe('waiting');
  expect(outcomeOf([decision('light', 'ann'), decision('marketing', 'ben')], HASH)).toBe('waiting');
  expect(outcomeOf([decision('marketing', 'ben')], HASH, 'light')).toBe('waiting');
});
