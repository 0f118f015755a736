/** Stands for our own address while a path is read; nobody can own a name under .invalid (RFC 2606). */
const OURS = 'http://ours.invalid';

/** Longer than any path of ours with everything that its filters may say. */
export const MAX_LENGTH = 4_000;

/** What browsers drop from an address (tab, line break) or take for a slash (backslash). */

const TREACHEROUS = /[\u0000-\u001f\u007f-\u009f\\\u2028\u2029]/;

/**
 * A path that came from outside and leads somewhere on this site [PE16], as a browser would write it;
 * otherwise `otherwise`. Read as a browser reads it, by URL, and read again each time something that
 * stands in front of us could have decoded it once more: "//elsewhere", "/\t/elsewhere", "/.//elsewhere"
 * and their encoded forms all leave the site, and no list of such prefixes was ever complete.
 */
export function ownPath(given: unknown, otherwise: string): string {
  if (typeof given !== 'string' || given.length > MAX_LENGTH) return otherwise;
  const url = readOwn(given);
  if (!url) return otherwise;
  let path = url.pathname;
  for (;;) {
    const decoded = decodeOnce(path);
    if (decoded === undefined || !readOwn(decoded)) return otherwise;
    if (decoded === path) return url.pathname + url.search + url.hash;
    path = decoded;
  }
}

/** The address of a text that is a path of ours as it stands. */
function readOwn(text: string): URL | undefined {
  if (!text.startsWith('/') || TREACHEROUS.test(text)) return undefined;
  const url = URL.parse(text, OURS);
  return url?.origin === OURS && !url.pathname.startsWith('//') ? url : undefined;
}

/** Each round makes an encoded text shorter, so that decoding comes to an end. */
function decodeOnce(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined; // a percent sign that encodes nothing: no page of ours has such an address
  }
}
