/** Text for comparing wordings: small letters without diacritics, words parted by single spaces. */
export function foldText(text: string): string {
  return plainLetters(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Small letters without diacritics; what stands between them stays. */
export function plainLetters(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ł', 'l')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '');
}
