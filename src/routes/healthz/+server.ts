import { text } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** Says that the process answers and that its database can be written; for supervisors and proxies. */
export const GET: RequestHandler = async ({ locals }) => {
  const health = await locals.app.health();
  return text(`${health}\n`, {
    status: health === 'ok' ? 200 : 503,
    headers: { 'cache-control': 'no-store' },
  });
};
