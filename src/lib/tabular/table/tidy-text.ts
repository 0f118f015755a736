/** Blanks of any width, a no-break space among them. */
const WIDE_BLANKS = /[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g;
/** Blanks and signs without width at the edges of a text. */
const EDGES = /^[\s\u200b\u200c\u200d\u2060\ufeff]+|[\s\u200b\u200c\u200d\u2060\ufeff]+$/g;

/** A text as it is compared: every blank a plain one and none at the edges, letters in one form (Unicode NFC). See [SV130]. */
export function tidyText(text: string): string {
  return text.replace(WIDE_BLANKS, ' ').replace(EDGES, '').normalize('NFC');
}
