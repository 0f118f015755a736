import { text } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** Says that the process answers and its database too; for supervisors and proxies. */
export const GET: RequestHandler = async ({ locals }) => {
  await locals.app.organisation();
  return text('ok\n');
};
