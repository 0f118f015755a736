import type { SurveyColumn } from '#lib/tabular/table/table.ts';

/** Enough different texts to know how much people wrote. */
const SAMPLED_TEXTS = 2000;

/** The column in which most was written: titles and "please specify" stand beside what people really say. */
export function mainComment(comments: readonly SurveyColumn[]): SurveyColumn | undefined {
  const [first, ...others] = comments;
  if (!first || others.length === 0) return first;
  return comments.toSorted((a, b) => lettersWritten(b) - lettersWritten(a))[0];
}

/** About how many letters all answers hold. */
function lettersWritten({ codes, dictionary }: SurveyColumn): number {
  const texts = dictionary.size - 1;
  const step = Math.max(1, Math.floor(texts / SAMPLED_TEXTS));
  let letters = 0;
  let sampled = 0;
  for (let code = 1; code <= texts; code += step) {
    letters += dictionary.textAt(code).length;
    sampled++;
  }
  let answered = 0;
  for (const code of codes) if (code > 0) answered++;
  return sampled === 0 ? 0 : (letters / sampled) * answered;
}
