/** What stands before the text of a line in a list; lines of one kind are on one level. */
export interface ListMarker {
  /** Empty for a line without a marker. */
  kind: string;
  /** How many characters it takes, with the blanks behind it. */
  length: number;
}

const NONE: ListMarker = { kind: '', length: 0 };
/** Typed at a keyboard: people mix them on one level. */
const TYPED = /^[-*+–](?:\s+|$)/;
/** Drawn by Word and PowerPoint: a symbol for each level, also from the private areas of symbol fonts. */
const DRAWN = /^([•·▪▫■□●○◦‣⁃§\uf0a7\uf0b7\uf0d8\uf0fc\uf076])(?:\s+|$)/;
const NUMBER = /^\d{1,9}[.)](?:\s+|$)/;
/** Letters and the "o" of Word are words as well: only before a tab, or with a bracket, are they markers. */
const ROMAN = /^[ivx]{1,5}(?:\)\s+|\.\t\s*)/;
const LETTER = /^[a-z](?:\)\s+|\.\t\s*)/;
const CAPITAL = /^[A-Z](?:\)\s+|\.\t\s*)/;
const WORD_CIRCLE = /^o\t\s*/;

/** The marker at the beginning of a line without its indentation. */
export function listMarker(line: string): ListMarker {
  const drawn = DRAWN.exec(line);
  if (drawn) return { kind: drawn[1] ?? '', length: drawn[0].length };
  const kinds = [
    ['o', WORD_CIRCLE],
    ['-', TYPED],
    ['1', NUMBER],
    ['i', ROMAN],
    ['a', LETTER],
    ['A', CAPITAL],
  ] as const;
  for (const [kind, pattern] of kinds) {
    const found = pattern.exec(line);
    if (found) return { kind, length: found[0].length };
  }
  return NONE;
}

/**
 * Levels of lines that are indented alike, by their markers: a kind that was not seen yet begins a deeper
 * level, one that was seen goes back to its own. Word pastes lists so, without any indentation.
 */
export class MarkerLevels {
  readonly #open: { column: number; kinds: string[] }[] = [];

  /** How deep the line is among those of its column: 0 for the first kind there. */
  levelOf(column: number, kind: string): number {
    while ((this.#open.at(-1)?.column ?? -1) > column) this.#open.pop();
    let here = this.#open.at(-1);
    if (!here || here.column < column) this.#open.push((here = { column, kinds: [] }));
    // A line without a marker after a list is no deeper than the list.
    const known =
      kind === '' && here.kinds.length > 0 ? Math.max(0, here.kinds.indexOf('')) : here.kinds.indexOf(kind);
    if (known >= 0) here.kinds.length = known + 1;
    else here.kinds.push(kind);
    return here.kinds.length - 1;
  }

  /** Forgets all: a heading begins anew. */
  clear(): void {
    this.#open.length = 0;
  }
}
