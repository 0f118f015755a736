import * as v from 'valibot';
import { SubjectRef } from '#lib/base/subject.ts';
import { guarded, submit } from '../../guarded.ts';
import type { Actions, PageServerLoad } from './$types';

/** The doors on the thing that the address names, or those that one made. */
export const load: PageServerLoad = ({ locals: { app, actor }, url }) =>
  guarded(async () => {
    const named = v.safeParse(SubjectRef, Object.fromEntries(url.searchParams));
    const ref = named.success ? named.output : undefined;
    return {
      doors: await app.outside.listDoors(actor, ref),
      subject: ref ? await app.subjects.require(actor, ref) : null,
    };
  });

export const actions: Actions = {
  revoke: (event) => submit(event, (input) => event.locals.app.outside.revokeDoor(event.locals.actor, input)),
};
