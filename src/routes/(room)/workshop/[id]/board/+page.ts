import type { PageLoad } from './$types';

/** The board lives in the browser: it is there offline, before any server is asked. */
export const ssr = false;

export const load: PageLoad = ({ data }) => data;
