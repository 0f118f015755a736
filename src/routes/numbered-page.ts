import { redirect, type RequestEvent } from '@sveltejs/kit';

/**
 * A thing with a number lives at its number: the id that its address had before leads there, with the
 * query. A form that an old page sends to the id is answered where it arrived: a 308 would send it twice.
 */
export function leadToNumber(
  { request, params, url }: Pick<RequestEvent<{ id: string }>, 'request' | 'params' | 'url'>,
  { number }: { number: number },
): void {
  if (request.method !== 'GET' || params.id === String(number)) return;
  redirect(308, `${url.pathname.replace(/[^/]+$/, String(number))}${url.search}`);
}
