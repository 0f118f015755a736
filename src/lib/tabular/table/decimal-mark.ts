export type DecimalMark = '.' | ',';

const WITH_COMMA = /^[-+−]?(?:\d{1,3}(?:[.\s\u00a0\u202f']\d{3})+|\d+),\d+\s*%?$/;
const WITH_POINT = /^[-+−]?(?:\d{1,3}(?:[,\s\u00a0\u202f']\d{3})+|\d+)\.\d+\s*%?$/;
/** `1,234` and `1.234` can be thousands as well. */
const EITHER = /^[-+−]?[1-9]\d{0,2}[.,]\d{3}$/;

/** What the different answers of one column say about its decimal mark. */
export interface MarkEvidence {
  commas: number;
  points: number;
  /** Commas stand between codes that were chosen together (`1,3`), and no answer has a fraction. */
  isCodes: boolean;
}

/** Counts the answers that only a decimal comma, or only a point, explains. See [SV128]. */
export function weighMarks(texts: Iterable<string>): MarkEvidence {
  const commas: string[] = [];
  let points = 0;
  const all: string[] = [];
  for (const text of texts) {
    const trimmed = text.trim();
    all.push(trimmed);
    if (WITH_COMMA.test(trimmed)) {
      if (!EITHER.test(trimmed)) commas.push(trimmed);
    } else if (WITH_POINT.test(trimmed) && !EITHER.test(trimmed)) points++;
  }
  const isCodes = isCodeList(all);
  return { commas: isCodes ? 0 : commas.length, points, isCodes };
}

/** The decimal mark of one column; undefined where its answers do not tell. */
export function decimalMarkFrom({ commas, points, isCodes }: MarkEvidence): DecimalMark | undefined {
  if (isCodes) return '.'; // with a point `1,3` is no number
  if (commas === points) return undefined;
  return commas > points ? ',' : '.';
}

const CODES = /^\d{1,2}(?:\s?,\s?\d{1,2})*$/;
/** With fewer different combinations nobody can tell codes from fractions. */
const ENOUGH_COMBINATIONS = 3;

/**
 * Whether answers like `1,3` are codes that were chosen together: three codes in one answer, or pairs that all rise and
 * whose second codes are several and are codes themselves. Halves (`1,5`, `2,5`) have one second part, quarters parts
 * that no answer begins with. See [SV131].
 */
export function isCodeList(texts: readonly string[]): boolean {
  const given = [...new Set(texts.filter((text) => text !== ''))];
  const coded = given.filter((text) => CODES.test(text));
  // A few answers in words ("none") do not make fractions of codes.
  if (coded.length < given.length * 0.8) return false;
  const lists = coded.map((text) => text.split(',').map((code) => code.trim()));
  const combined = lists.filter((codes) => codes.length > 1);
  if (combined.some((codes) => codes.some((code) => /^0\d/.test(code)))) return false;
  if (combined.some((codes) => codes.length > 2)) return true;
  if (combined.length < ENOUGH_COMBINATIONS) return false;
  const firsts = new Set(lists.map(([first]) => Number(first)));
  const seconds = new Set(combined.map((codes) => Number(codes[1])));
  const rises = combined.every(([first, second]) => Number(first) < Number(second));
  // The highest codes may never stand first or alone.
  const highest = Math.max(...firsts) + 2;
  return rises && seconds.size > 1 && [...seconds].every((code) => code <= highest);
}
