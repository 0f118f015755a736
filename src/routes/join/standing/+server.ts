import { json } from '@sveltejs/kit';
import { GUEST_COOKIE } from '#lib/people/guest-cookie.ts';
import type { RequestHandler } from './$types';

/** How whoever waits in a lobby stands now: `waiting`, `in`, or `out`; their page asks every few seconds. */
export const GET: RequestHandler = async ({ locals, cookies }) => {
  const { standing } = await locals.app.workshop.standAtDoor(cookies.get(GUEST_COOKIE) ?? '');
  return json({ standing }, { headers: { 'cache-control': 'no-store' } });
};
