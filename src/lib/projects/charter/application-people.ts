import * as v from 'valibot';
import { withLimits } from '../../base/parse-input.ts';

/** As many people as a list of who knows one application holds. */
export const MOST_APPLICATION_PEOPLE = 60;

/** Who knows an application, as a whole list: whoever is not in it is not said to know it any more [PR66]. */
export const ApplicationPeopleForm = v.object({
  applicationId: v.string(),
  version: v.pipe(v.union([v.string(), v.number()]), v.transform(Number), v.integer()),
  personIds: v.pipe(
    v.optional(v.array(v.string()), []),
    v.transform((ids) => [...new Set(ids)]),
    v.check(
      (ids) => ids.length <= MOST_APPLICATION_PEOPLE,
      withLimits('charter.tooMany', { limit: MOST_APPLICATION_PEOPLE }),
    ),
  ),
});
