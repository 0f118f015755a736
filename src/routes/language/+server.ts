import { redirect } from '@sveltejs/kit';
import { ownPath } from '#lib/base/own-path.ts';
import { isLocale } from '#lib/base/locale.ts';
import type { RequestHandler } from './$types';

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** Remembers the language of a visitor without an account, and returns to the page they were on. */
export const POST: RequestHandler = async ({ request, cookies, locals }) => {
  const form = await request.formData();
  const locale = form.get('locale');
  if (isLocale(locale)) {
    cookies.set('locale', locale, {
      path: '/',
      maxAge: YEAR_SECONDS,
      sameSite: 'lax',
      secure: locals.isHttps,
    });
  }
  redirect(303, ownPath(form.get('next'), '/'));
};
