import type { LayoutServerLoad } from './$types';

/** Up to which event the page shows everything [LV7]. */
export const load: LayoutServerLoad = ({ locals, url }) => {
  void url.href; // what reads the address runs again with every page
  return { asOf: locals.asOf };
};
