import { redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  if (locals.actor.kind === 'person') redirect(303, '/home');
  redirect(303, (await locals.app.access.isSetUp()) ? '/sign-in' : '/setup');
};
