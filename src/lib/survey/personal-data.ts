import { isCard, isIban, isNip, isPesel, isRegon } from './check-digits.ts';

export const PERSONAL_KINDS = ['email', 'iban', 'card', 'pesel', 'nip', 'regon', 'phone'] as const;
export type PersonalKind = (typeof PERSONAL_KINDS)[number];

/** How often each kind was found. */
export type PersonalCounts = Record<PersonalKind, number>;

/** A text without its personal data, and what was taken out. */
export interface Masked {
  text: string;
  found: PersonalCounts;
}

/** What stands in the text afterwards: the kind stays readable, in any language. */
const MASKS: Record<PersonalKind, string> = {
  email: '[e-mail]',
  iban: '[IBAN]',
  card: '[card]',
  pesel: '[PESEL]',
  nip: '[NIP]',
  regon: '[REGON]',
  phone: '[phone]',
};

interface Detector {
  kind: PersonalKind;
  pattern: RegExp;
  /** Whether a match is what it looks like; `before` is the text just in front of it. */
  accepts(match: string, before: string): boolean;
}

const CONTEXT_LETTERS = 24;
const PHONE_WORDS = /(?:tel|phone|kom|mob|fax|zadzwo|dzwoni|call|number|numer|whatsapp|sms)[^\d]{0,16}$/i;
const NOT_IN_NUMBER = '(?<![\\d\\p{L}]|\\d[.,-])';
const NOT_BEFORE_NUMBER = '(?![\\d\\p{L}]|[.,-]\\d)';

/**
 * In this order: an IBAN holds digits that could be a card, a card digits that could be a phone. Numbers
 * that any order number could equal by chance (NIP, REGON) need their name in front or their own dashes.
 */
const DETECTORS: readonly Detector[] = [
  {
    kind: 'email',
    pattern: /[\p{L}\d._%+-]{1,64}@(?:[\p{L}\d-]{1,63}\.){1,8}\p{L}{2,24}/gu,
    accepts: () => true,
  },
  {
    kind: 'iban',
    // Polish ones apart: digits alone, so that a word after the number is not taken for a part of it.
    pattern: numberPattern('PL ?\\d{2}(?:[ -]?\\d{4}){6}', 'giu'),
    accepts: (match) => isIban(match.replace(/[ -]/g, '')),
  },
  {
    kind: 'iban',
    pattern: numberPattern('[A-Z]{2}\\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?'),
    accepts: (match) => isIban(match.replace(/[ -]/g, '')),
  },
  {
    kind: 'iban',
    pattern: numberPattern('\\d{2}(?:[ -]?\\d{4}){6}'),
    accepts: (match) => isIban(`PL${digitsOf(match)}`),
  },
  {
    kind: 'card',
    pattern: numberPattern('\\d(?:[ -]?\\d){12,18}'),
    accepts: (match) => isCard(digitsOf(match)),
  },
  {
    kind: 'pesel',
    pattern: numberPattern('\\d{11}'),
    accepts: (match) => isPesel(match),
  },
  {
    kind: 'nip',
    pattern: numberPattern('(?:PL ?)?(?:\\d{3}-\\d{3}-\\d{2}-\\d{2}|\\d{3}-\\d{2}-\\d{2}-\\d{3}|\\d{10})'),
    accepts: (match, before) =>
      isNip(digitsOf(match)) &&
      (match.includes('-') || /^PL/i.test(match) || /nip\W{0,4}(?:nr|numer|no)?\W{0,3}$/i.test(before)),
  },
  {
    kind: 'regon',
    pattern: numberPattern('(?:\\d{14}|\\d{9})'),
    accepts: (match, before) => isRegon(match) && /regon\W{0,4}(?:nr|numer|no)?\W{0,3}$/i.test(before),
  },
  {
    kind: 'phone',
    pattern: /(?<![\d\p{L}+]|\d[.,-])(?:\+|00)\d{1,3}[ -]?(?:\(\d{1,4}\)[ -]?)?\d(?:[ -]?\d){5,12}(?!\d)/gu,
    accepts: () => true,
  },
  {
    kind: 'phone',
    // 600 100 200, 22 123 45 67, (22) 123 45 67, (415) 555-0199, 415-555-0199
    pattern: numberPattern(
      '(?:\\d{3}[ -]\\d{3}[ -]\\d{3}|\\(?\\d{2}\\)?[ -]\\d{3}[ -]\\d{2}[ -]\\d{2}|\\(\\d{3}\\) ?\\d{3}[ -]\\d{4}|\\d{3}[-.]\\d{3}[-.]\\d{4})',
    ),
    accepts: () => true,
  },
  {
    kind: 'phone',
    // Polish mobile numbers written together; other digits only after a word that speaks of a phone.
    pattern: numberPattern('\\d{7,15}'),
    accepts: (match, before) =>
      /^(?:45|5[0137]|6[069]|7[2389]|88)\d{7}$/.test(match) || PHONE_WORDS.test(before),
  },
];

function numberPattern(source: string, flags = 'gu'): RegExp {
  return new RegExp(NOT_IN_NUMBER + source + NOT_BEFORE_NUMBER, flags);
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '');
}

/** Whether a text can hold personal data at all: an @, or enough digits. Most answers stop here. */
export function mayHoldPersonalData(text: string): boolean {
  let digits = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x40) return true;
    if (code >= 0x30 && code <= 0x39 && ++digits >= 7) return true;
  }
  return false;
}

/** Replaces e-mail addresses, phones, PESEL, NIP, REGON, IBAN and card numbers by their kind. See [SV22]. */
export function maskPersonalData(text: string): Masked {
  const found = noPersonalData();
  if (!mayHoldPersonalData(text)) return { text, found };
  let masked = text;
  for (const { kind, pattern, accepts } of DETECTORS) {
    masked = masked.replace(pattern, (match: string, ...rest: unknown[]) => {
      const offset = rest.find((part) => typeof part === 'number') ?? 0;
      const before = masked.slice(Math.max(0, Number(offset) - CONTEXT_LETTERS), Number(offset));
      if (!accepts(match, before)) return match;
      found[kind]++;
      return MASKS[kind];
    });
  }
  return { text: masked, found };
}

export function noPersonalData(): PersonalCounts {
  return { email: 0, iban: 0, card: 0, pesel: 0, nip: 0, regon: 0, phone: 0 };
}
