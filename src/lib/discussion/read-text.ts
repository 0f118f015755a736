/** A piece of what somebody wrote: words, somebody who is called, or an address. */
export type TextPiece =
  { kind: 'text'; text: string } | { kind: 'person'; name: string } | { kind: 'link'; href: string };

/** How a call stands in a stored text: by the id, so that it follows a new name [DI3]. */
const CALL = /@\[([0-9a-hjkmnp-tv-z]{26})\]/g;
/** What may be an address; which of it is one is asked below. */
const ADDRESS = /https?:\/\/[^\s<>"]+/giu;
/** Ends of sentences and of brackets are no part of an address. */
const AFTER_ADDRESS = /[.,;:!?'"»”…)\]}]+$/u;

/** The people whom a stored text calls, each once, in their order. */
export function calledIn(stored: string): string[] {
  return [...new Set([...stored.matchAll(CALL)].map(([, id = '']) => id))];
}

/** A stored text with each call as its writer types it; one of whom nothing is known stays as it is. */
export function writtenText(stored: string, labelOf: (id: string) => string | undefined): string {
  return stored.replaceAll(CALL, (call, id: string) => {
    const label = labelOf(id);
    return label === undefined ? call : `@${label}`;
  });
}

/** A stored text as it is read: with the present names of who is called, and addresses that lead there [DI15]. */
export function readText(stored: string, nameOf: (id: string) => string | undefined): TextPiece[] {
  const pieces: TextPiece[] = [];
  let at = 0;
  for (const match of stored.matchAll(CALL)) {
    const name = nameOf(match[1] ?? '');
    if (name === undefined) continue;
    pieces.push(...withLinks(stored.slice(at, match.index)), { kind: 'person', name });
    at = match.index + match[0].length;
  }
  return [...pieces, ...withLinks(stored.slice(at))];
}

function withLinks(text: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  let at = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const href = linkOf(match[0]);
    if (href === undefined) continue;
    if (match.index > at) pieces.push({ kind: 'text', text: text.slice(at, match.index) });
    pieces.push({ kind: 'link', href });
    at = match.index + href.length;
  }
  if (at < text.length) pieces.push({ kind: 'text', text: text.slice(at) });
  return pieces;
}

/** The address at the beginning of a text; undefined for what no browser opens as a page, or what hides its host. */
function linkOf(found: string): string | undefined {
  const href = withoutEnd(found);
  const url = URL.canParse(href) ? new URL(href) : undefined;
  // A name before the host reads as the host: https://bank.example@other.example
  if (!url || url.username !== '' || url.password !== '') return undefined;
  return href;
}

/** A bracket that the address opened itself belongs to it. */
function withoutEnd(found: string): string {
  const bare = found.replace(AFTER_ADDRESS, '');
  return bare.includes('(') && found.startsWith(`${bare})`) ? `${bare})` : bare;
}
