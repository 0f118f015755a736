import * as v from 'valibot';

/** A flag that comes from a form. */
export const flag = v.pipe(
  v.union([v.boolean(), v.picklist(['true', 'false', 'on'])]),
  v.transform((value) => value === true || value === 'true' || value === 'on'),
);
