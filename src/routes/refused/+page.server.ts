import { error } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

/** The page that a person gets in place of one they may not open: the hook asks for it. */
export const load: PageServerLoad = () => error(403, { message: 'forbidden', code: 'forbidden' });
