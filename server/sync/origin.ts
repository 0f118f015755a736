/** What the decision about a socket's origin needs of the upgrade request. */
export interface OriginFacts {
  origin: string | undefined;
  host: string | undefined;
  hasCookie: boolean;
}

/**
 * Whether a page of this origin may open a socket here: only our own pages may, since a browser adds
 * the cookie for everybody's (cross-site WebSocket hijacking, CWE-1385). Programs send no origin;
 * they may come in, but not with a cookie.
 */
export function isOwnOrigin({ origin, host, hasCookie }: OriginFacts): boolean {
  if (origin === undefined) return !hasCookie;
  if (!host || !URL.canParse(origin)) return false;
  const { protocol, host: originHost } = new URL(origin);
  if (protocol !== 'http:' && protocol !== 'https:') return false;
  // Through URL as well, which leaves out a default port and writes the name in small letters.
  const own = `${protocol}//${host}`;
  return URL.canParse(own) && new URL(own).host === originHost;
}
