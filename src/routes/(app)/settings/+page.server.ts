import { redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

/** The first section stands for the whole. */
export const load: PageServerLoad = () => redirect(307, '/settings/organisation');
