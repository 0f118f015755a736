/** Browsers keep no larger cookie, name included (RFC 6265, section 6.1). */
export const MAX_COOKIE_BYTES = 4096;

/** Our cookies, over https under the prefix that asks for it. */
const OURS = /^(?:__Secure-)?herringbone\.[\w-]+$|^locale$/;

/** Whether an address can be read: percent signs encode text, and the host is one. */
export function isWellFormedAddress(target: string | undefined, host: string | undefined): boolean {
  const address = URL.parse(target ?? '', `http://${host ?? 'absent'}`);
  if (!address || (host !== undefined && !URL.canParse(`http://${host}`))) return false;
  try {
    decodeURIComponent(address.pathname);
    return !address.pathname.includes('%00');
  } catch {
    return false;
  }
}

/** Names of our cookies that cannot have come from us: doubled, too large, or encoded wrongly. */
export function malformedCookies(header: string | undefined): string[] {
  const malformed = new Set<string>();
  const seen = new Set<string>();
  for (const text of (header ?? '').split(';')) {
    const pair = text.trim();
    const equals = pair.indexOf('=');
    const name = pair.slice(0, equals);
    if (equals < 0 || !OURS.test(name)) continue;
    if (seen.has(name) || pair.length > MAX_COOKIE_BYTES || !isEncoded(pair.slice(equals + 1))) {
      malformed.add(name);
    }
    seen.add(name);
  }
  return [...malformed];
}

function isEncoded(value: string): boolean {
  try {
    decodeURIComponent(value);
    return true;
  } catch {
    return false;
  }
}
