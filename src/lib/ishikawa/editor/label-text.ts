import type { PlacedLabel } from '../layout/fishbone-layout.ts';

/** All that a label shows: its text on one line, and how many whys are folded away. */
export function labelText({ text, hiddenCount }: Pick<PlacedLabel, 'text' | 'hiddenCount'>): string {
  const single = text.replace(/\s+/g, ' ').trim();
  return hiddenCount > 0 ? `${single} (+${hiddenCount})` : single;
}

/**
 * The lines of a label with the space at which they were parted, so that together they are the text
 * again: what is read aloud or searched by the browser must not glue words. A broken word has no space.
 */
export function spacedLines(label: Pick<PlacedLabel, 'text' | 'hiddenCount' | 'lines'>): string[] {
  const text = labelText(label);
  let at = 0;
  return label.lines.map((line) => {
    at += line.length;
    if (text[at] !== ' ') return line;
    at++;
    return `${line} `;
  });
}
