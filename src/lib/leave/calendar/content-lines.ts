/** One property of a calendar file, as RFC 5545 3.1 writes it. */
export interface ContentLine {
  /** The line of the file that it begins on, from 1. */
  line: number;
  /** In capitals, as its parameters' names are. */
  name: string;
  params: ReadonlyMap<string, string>;
  value: string;
}

/**
 * The properties of a calendar file with folded lines put together, whatever ends its lines. What has no colon is
 * no property and left out. Each letter is looked at a fixed number of times.
 */
export function readContentLines(text: string): ContentLine[] {
  const folded: { line: number; parts: string[] }[] = [];
  for (const [index, raw] of text.split(/\r\n|\n|\r/).entries()) {
    const isFolded = raw.startsWith(' ') || raw.startsWith('\t');
    if (isFolded && folded.length > 0) folded.at(-1)?.parts.push(raw.slice(1));
    else if (raw !== '') folded.push({ line: index + 1, parts: [raw] });
  }
  return folded.flatMap(({ line, parts }) => readProperty(parts.join(''), line) ?? []);
}

function readProperty(text: string, line: number): ContentLine | undefined {
  const cuts: number[] = [];
  let isQuoted = false;
  let colon = -1;
  for (let at = 0; at < text.length && colon < 0; at++) {
    const letter = text[at];
    if (letter === '"') isQuoted = !isQuoted;
    else if (letter === ';' && !isQuoted) cuts.push(at);
    else if (letter === ':' && !isQuoted) colon = at;
  }
  if (colon < 0) return undefined;
  const ends = [...cuts, colon];
  const params = new Map<string, string>();
  for (const [index, cut] of cuts.entries()) {
    const param = text.slice(cut + 1, ends[index + 1]);
    const equals = param.indexOf('=');
    if (equals < 0) continue;
    params.set(param.slice(0, equals).toUpperCase(), param.slice(equals + 1).replaceAll('"', ''));
  }
  return { line, name: text.slice(0, ends[0]).toUpperCase(), params, value: text.slice(colon + 1) };
}

/** A text value with its escapes undone (RFC 5545 3.3.11). */
export function unescapeText(value: string): string {
  return value.replaceAll(/\\([\\;,nN])/g, (_, letter: string) =>
    letter === 'n' || letter === 'N' ? '\n' : letter,
  );
}
