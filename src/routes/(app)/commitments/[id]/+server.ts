import { redirect } from '@sveltejs/kit';
import { panelHref } from '#lib/base/subject.ts';
import { guarded } from '../../../guarded.ts';
import type { RequestHandler } from './$types';

/**
 * Where one commitment is looked at: beside what it hangs on, and for whoever keeps it without seeing that, among
 * what they owe. Search leads here, which knows neither.
 */
export const GET: RequestHandler = ({ locals, params }) =>
  guarded(async () => {
    const { id, subject } = await locals.app.commitments.getCommitment(locals.actor, params.id);
    redirect(303, subject.href === null ? '/home/due' : panelHref(subject.href, 'due', id));
  });
