/** What starts markup wherever it stands: emphasis, code, links, pictures, tables, HTML, entities, mail addresses. */
const MARKUP = /[\\`*_{}[\]<>#|~&!@$]/g;
/** What starts markup at the beginning of a line: a list, a number of a list, a line under a heading. */
const LINE_START = /^(?:[-+=]|\d{1,9}(?=[.)]))/;
/** A bare address becomes a link. */
const ADDRESS = /:(?=\/\/)|(?<=\bwww)\./gi;
const ESCAPED = /\\([!-/:-@[-`{-~])/g;

/**
 * Somebody's text as one line of Markdown (CommonMark, and GitHub's tables, strikethrough and links) that
 * shows it and does nothing: no character of it is markup.
 */
export function markdownText(text: string): string {
  const single = text.trim().split(/\s+/).join(' ');
  const safe = single.replace(MARKUP, String.raw`\$&`).replace(ADDRESS, String.raw`\$&`);
  return safe.replace(LINE_START, (start) => (/\d/.test(start) ? `${start}\\` : `\\${start}`));
}

/** The text that `markdownText`, or anybody's Markdown, escaped. */
export function plainOfMarkdown(line: string): string {
  return line.replace(ESCAPED, '$1');
}
