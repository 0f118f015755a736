import { error } from '@sveltejs/kit';
import { loadBeside } from '../../../beside-subject.ts';
import { guarded } from '../../../guarded.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
  guarded(async () => {
    const person = await locals.app.people.findListedPerson(locals.actor, params.id);
    if (!person) error(404, { message: 'not-found', code: 'not-found' });
    return {
      person,
      today: locals.app.today(),
      beside: await loadBeside(locals, { kind: 'person', id: person.id }, url),
    };
  });
