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
  /** Whether a match is what it looks like; `before` and `after` are the text around it. */
  accepts(match: string, before: string, after: string): boolean;
}

const CONTEXT_LETTERS = 40;
const PHONE_WORDS =
  /(?:tel|phone|kom|mob|fax|zadzwo|dzwoni|call|whatsapp|sms|numer(?:em)? do mnie|my number)[^\d]{0,24}$/i;
/** Words after which a number is that of a thing, in Polish and English: they speak against a person. */
const THING_WORDS =
  /(?:zam[óo]wieni|zam\.|zlecen|faktur|paragon|przesy[łl]k|paczk|list przewozow|reklamacj|zg[łl]oszeni|sprawa|sprawy|umow|polis|numer seryjny|nr seryjny|kod produkt|artyku[łl]|order|invoice|parcel|tracking|shipment|ticket|case|receipt|booking|reservation|rezerwacj|bilet|serial|sku|contract|policy|claim)/gi;
/** Words that say what the number is, and then outweigh a thing named before them. */
const PERSON_WORDS =
  /pesel|\bnip\b|regon|tel|phone|kom[óo]rk|\bsms|zadzwo|dzwoni|\bcall|kontakt|contact|dow[óo]d|urodz|born|id number/gi;
const AMOUNT_AFTER = /^\s?(?:zł|z[łl]otych|pln|eur|usd|€|\$|£|km|szt|kg|tys)/i;
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
    accepts: (match, before) => isPesel(match) && !isOfThing(before),
  },
  {
    kind: 'pesel',
    // "PESEL44051401458", "PESEL: 440514 01458": its own name in front lets it be written in any way.
    pattern: /(?<=pesel[^\d\p{L}]{0,6})\d{6}[ -]?\d{5}(?!\d)/giu,
    accepts: (match) => isPesel(digitsOf(match)),
  },
  {
    kind: 'nip',
    pattern: numberPattern('(?:PL ?)?(?:\\d{3}-\\d{3}-\\d{2}-\\d{2}|\\d{3}-\\d{2}-\\d{2}-\\d{3}|\\d{10})'),
    accepts: (match, before) =>
      isNip(digitsOf(match)) &&
      (match.includes('-') || /^PL/i.test(match) || /\bnip\b[^\d]{0,24}$/i.test(before)) &&
      !isOfThing(before),
  },
  {
    kind: 'regon',
    pattern: numberPattern('(?:\\d{14}|\\d{9})'),
    accepts: (match, before) => isRegon(match) && /regon[^\d]{0,24}$/i.test(before),
  },
  {
    kind: 'phone',
    pattern:
      /(?<![\d\p{L}+]|\d[.,-])(?:\+|00)[1-9]\d{0,2}[ -]?(?:\(\d{1,4}\)[ -]?)?\d(?:[ -]?\d){5,12}(?!\d)/gu,
    accepts: () => true,
  },
  {
    kind: 'phone',
    // 600 100 200, 22 123 45 67, (22) 123 45 67, (415) 555-0199, 415-555-0199
    pattern: numberPattern(
      '(?:\\d{3}[ -]\\d{3}[ -]\\d{3}|\\(?\\d{2}\\)?[ -]\\d{3}[ -]\\d{2}[ -]\\d{2}|\\(\\d{3}\\) ?\\d{3}[ -]\\d{4}|\\d{3}[-.]\\d{3}[-.]\\d{4})',
    ),
    accepts: (_, before, after) => !isOfThing(before) && !AMOUNT_AFTER.test(after),
  },
  {
    kind: 'phone',
    // Polish mobile numbers written together; other digits only after a word that speaks of a phone.
    pattern: numberPattern('\\d{7,15}'),
    accepts: (match, before, after) =>
      (/^(?:45|5[0137]|6[069]|7[2389]|88)\d{7}$/.test(match) &&
        !isOfThing(before) &&
        !AMOUNT_AFTER.test(after)) ||
      PHONE_WORDS.test(before),
  },
];

/** Whether the words before a number speak of an order, a parcel or a case, and none after them of a person. */
function isOfThing(before: string): boolean {
  const last = (words: RegExp): number => [...before.matchAll(words)].at(-1)?.index ?? -1;
  return last(THING_WORDS) > last(PERSON_WORDS);
}

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
      const after = masked.slice(
        Number(offset) + match.length,
        Number(offset) + match.length + CONTEXT_LETTERS,
      );
      if (!accepts(match, before, after)) return match;
      found[kind]++;
      return MASKS[kind];
    });
  }
  return { text: masked, found };
}

export function noPersonalData(): PersonalCounts {
  return { email: 0, iban: 0, card: 0, pesel: 0, nip: 0, regon: 0, phone: 0 };
}
