import { json } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** The server's time in milliseconds since 1970: a room's timer follows it, whatever a device thinks. */
export const GET: RequestHandler = ({ locals }) =>
  json({ nowMs: locals.app.clock() }, { headers: { 'cache-control': 'no-store' } });
