/** A number before its words: "5 - bardzo zadowolony", "10 (Extremely likely)", "6. Agree", "1 = best". */
const BEFORE = /^\s*(-?\d{1,3})\s*(?:[-–—.:=()]|\s[-–—(])/;
/** A number behind its words: "Agree (6)", "Agree [6]", "bardzo zadowolony = 5", "zadowolony – 4". */
const BEHIND = /(?:[([]\s*(-?\d{1,3})\s*[)\]]|(?:\s[-–—]|[:=])\s*(\d{1,3}))\s*$/;

/** The number that a label carries before or behind its words; NaN when it has none, or no words. */
export function labelNumber(answer: string): number {
  if (!/\p{L}/u.test(answer)) return NaN;
  const [, before] = BEFORE.exec(answer) ?? [];
  if (before !== undefined) return Number(before);
  const [, inBrackets, bare] = BEHIND.exec(answer) ?? [];
  const behind = inBrackets ?? bare;
  return behind === undefined ? NaN : Number(behind);
}

/** The words of a label without its number. */
export function labelWords(answer: string): string {
  if (Number.isNaN(labelNumber(answer))) return answer.trim();
  const isBefore = BEFORE.test(answer);
  const words = isBefore ? answer.replace(/^\s*-?\d+\s*[^\p{L}]*/u, '') : answer.replace(BEHIND, '');
  return words.replace(/\)\s*$/, '').trim();
}
