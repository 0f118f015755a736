declare const brand: unique symbol;

/** A string that names one kind of thing and cannot be passed where another kind is expected. */
export type Id<Kind extends string> = string & { readonly [brand]: Kind };

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * A new identifier: 48 bits of time, then 80 random bits, as 26 letters of Crockford's base 32, so
 * that ids sort by creation (the ULID layout) and carry no letter that is mistaken for a digit.
 */
export function makeId(nowMs: number, randomBytes: Uint8Array): string {
  let time = '';
  let rest = nowMs;
  for (let i = 0; i < 10; i++) {
    time = (ALPHABET[rest % 32] ?? '0') + time;
    rest = Math.floor(rest / 32);
  }
  let random = '';
  let bits = 0;
  let held = 0;
  for (const byte of randomBytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      random += ALPHABET[(held >> bits) & 31] ?? '0';
    }
    held &= (1 << bits) - 1;
  }
  return time + random.slice(0, 16);
}

/** `makeId` with this moment and the platform's own randomness. */
export function newId<Kind extends string>(): Id<Kind> {
  return asId(makeId(Date.now(), crypto.getRandomValues(new Uint8Array(10))));
}

/**
 * A text that names a thing of this kind, as its holder says: a row, a document, a field of a form. It is looked
 * up before anything is done with it, and one that names nothing finds nothing.
 */
export function asId<Kind extends string>(text: string): Id<Kind> {
  return text as Id<Kind>; // the brand is known to the compiler alone
}

const ID_PATTERN = /^[0-9a-hjkmnp-tv-z]{26}$/;

/** Whether a string from outside has the form of an id. */
export function isId(value: unknown): boolean {
  return typeof value === 'string' && ID_PATTERN.test(value);
}
