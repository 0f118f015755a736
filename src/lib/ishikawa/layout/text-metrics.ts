import { INTER_WIDTHS } from './font-metrics.ts';

/** The weights of which the widths are known. */
const WEIGHTS = [400, 500, 600] as const;
type FontWeight = (typeof WEIGHTS)[number];

/** Size in pixels; only the three weights of the product have measured widths. */
export interface TextStyle {
  size: number;
  weight: FontWeight;
}

/** The width of one line of text in pixels. */
export type MeasureText = (text: string, style: TextStyle) => number;

const TABLE_SIZE = 0x2270;
/** Kerning widens a few pairs ("ty", "ar", "k_"); a hundredth covered all but formulas among 8,000 words. */
const KERNING_SLACK = 1.01;
/** Inter sets an asterisk wider beside digits and capitals. */
const ASTERISK = { code: 0x2a, widest: 660 };

/** Thousandths of the size, for what the table does not hold: wide enough for any font that steps in. */
function unknownWidth(code: number): number {
  if ((code >= 0x300 && code <= 0x36f) || (code >= 0x200b && code <= 0x200d)) return 0;
  if (code >= 0xfe00 && code <= 0xfe0f) return 0;
  return code >= 0x1f000 ? 1400 : 1050;
}

/** Measures with the metrics of the bundled Inter, without a browser. Make one and keep it. */
export function interMeasure(): MeasureText {
  const table = (): Uint16Array => new Uint16Array(TABLE_SIZE);
  const widths = { 400: table(), 500: table(), 600: table() };
  for (const block of INTER_WIDTHS) {
    for (const weight of WEIGHTS) widths[weight].set(block[weight], block.first);
  }
  for (const weight of WEIGHTS) widths[weight][ASTERISK.code] = ASTERISK.widest;
  return (text, style) => {
    const table = widths[style.weight];
    let thousandths = 0;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      const known = unit < TABLE_SIZE ? (table[unit] ?? 0) : 0;
      if (known > 0) {
        thousandths += known;
        continue;
      }
      const code = text.codePointAt(i) ?? unit;
      if (code > 0xffff) i++;
      thousandths += unknownWidth(code);
    }
    return (thousandths * style.size * KERNING_SLACK) / 1000;
  };
}
