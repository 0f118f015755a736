import { redirect } from '@sveltejs/kit';
import { setCookies } from '../cookies.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async (event) => {
  setCookies(event, await event.locals.app.signOut(event.request.headers, event.locals.isHttps));
  redirect(303, '/sign-in');
};
