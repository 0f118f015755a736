/** All take digits alone (IBAN: letters and digits), without spaces or dashes. See [SV22]. */

/** PESEL: eleven digits, check digit by weights 1 3 7 9, and a date that exists. */
export function isPesel(digits: string): boolean {
  if (!/^\d{11}$/.test(digits)) return false;
  const check = (10 - (weightedSum(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10;
  return check === Number(digits[10]) && hasRealDate(digits);
}

/** The century is in the month: +80 is 18xx, +0 19xx, +20 20xx, +40 21xx, +60 22xx. The sum alone lets 00000000000 pass. */
function hasRealDate(digits: string): boolean {
  const codedMonth = Number(digits.slice(2, 4));
  const century = [1900, 2000, 2100, 2200, 1800][Math.floor(codedMonth / 20)];
  const month = codedMonth % 20;
  if (century === undefined || month < 1 || month > 12) return false;
  const year = century + Number(digits.slice(0, 2));
  const day = Number(digits.slice(4, 6));
  return day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** NIP, the Polish tax number: ten digits, weights 6 5 7 2 3 4 5 6 7 modulo 11. */
export function isNip(digits: string): boolean {
  if (!/^\d{10}$/.test(digits) || digits.startsWith('000')) return false;
  return weightedSum(digits, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 === Number(digits[9]);
}

/** REGON, the Polish business number: nine digits, or fourteen for a branch. */
export function isRegon(digits: string): boolean {
  if (/^0+$/.test(digits)) return false;
  if (/^\d{9}$/.test(digits)) {
    return (weightedSum(digits, [8, 9, 2, 3, 4, 5, 6, 7]) % 11) % 10 === Number(digits[8]);
  }
  if (!/^\d{14}$/.test(digits) || !isRegon(digits.slice(0, 9))) return false;
  return (weightedSum(digits, [2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8]) % 11) % 10 === Number(digits[13]);
}

/** IBAN: country, two check digits, account; modulo 97 is 1 once the first four stand at the end (ISO 13616). */
export function isIban(text: string): boolean {
  const iban = text.toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban)) return false;
  let remainder = 0;
  for (const character of iban.slice(4) + iban.slice(0, 4)) {
    const value = parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
}

/** Prefixes that card issuers use; Luhn alone lets one number in ten pass. */
const ISSUERS =
  /^(?:4\d{12}(?:\d{3}){0,2}|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}|(?:6011|65\d\d|64[4-9]\d)\d{12}|35\d{14}|62\d{14,17}|(?:50|5[6-8]|6\d)\d{11,17})$/;

/** Payment card: an issuer's prefix and length, and Luhn's check (ISO/IEC 7812). */
export function isCard(digits: string): boolean {
  return ISSUERS.test(digits) && isLuhn(digits);
}

/** Luhn's check over all digits. */
export function isLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    sum += i % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2;
  }
  return /^\d+$/.test(digits) && sum % 10 === 0;
}

function weightedSum(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0);
}
