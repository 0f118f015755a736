import { error } from '@sveltejs/kit';
import { dev } from '$app/environment';
import type { PageServerLoad } from './$types';

/** The gallery is for whoever works on the parts; an installed Herringbone does not have it. */
export const load: PageServerLoad = () => {
  if (!dev) error(404, { message: 'not-found', code: 'not-found' });
};
