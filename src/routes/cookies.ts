import type { RequestEvent } from '@sveltejs/kit';

/** Puts Set-Cookie values that the account library wrote on the page's own answer, unchanged. */
export function setCookies(event: RequestEvent, values: readonly string[]): void {
  for (const value of values) {
    const [pair = '', ...attributes] = value.split(';').map((part) => part.trim());
    const equals = pair.indexOf('=');
    const attribute = (name: string): string | undefined =>
      attributes.find((part) => part.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1);
    const maxAge = attribute('max-age');
    event.cookies.set(pair.slice(0, equals), decodeURIComponent(pair.slice(equals + 1)), {
      path: attribute('path') ?? '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: event.locals.isHttps,
      ...(maxAge === undefined ? {} : { maxAge: Number(maxAge) }),
    });
  }
}
