import { renderSVG } from 'uqr';
import { MAX_PAPERS } from '#lib/workshop/ballots/ballot-forms.ts';
import { guarded } from '../../../../guarded.ts';
import type { PageServerLoad } from './$types';

const USUAL = 10;

export const load: PageServerLoad = ({ locals, params, url }) =>
  guarded(async () => {
    const paper = await locals.app.workshop.describePaper(locals.actor, params.id);
    const asked = Number(url.searchParams.get('n') ?? USUAL);
    const count = Number.isInteger(asked) ? Math.min(MAX_PAPERS, Math.max(1, asked)) : USUAL;
    const numbers = paper.ballot ? Array.from({ length: count }, (_, index) => index + 1) : [];
    return {
      ...paper,
      workshopId: params.id,
      count,
      // Whoever steers scans it, and the ballot of this number opens on their own screen.
      papers: numbers.map((number) => ({
        number,
        qr: renderSVG(`${url.origin}/workshop/${params.id}/board?paper=${number}`, { border: 2 }),
      })),
    };
  });
