import { FEWEST_ITEMS, questionStem } from '../columns/batteries.ts';
import type { FacetOutline } from './facet.ts';

/** Questions that stand together: the items of one question under its words, or a run of single questions. */
export interface QuestionBlock {
  /** What the items have in common, said once; empty for single questions. */
  stem: string;
  facets: readonly FacetOutline[];
}

/**
 * Parts the questions of a wave into blocks, in the order of the file: neighbours with a common stem, at least
 * three and on one scale, are the items of one question. See [SV203].
 */
export function questionBlocks(facets: readonly FacetOutline[]): QuestionBlock[] {
  const runs: { stem: string; facets: FacetOutline[] }[] = [];
  for (const facet of facets) {
    const stem = questionStem(facet);
    const run = runs.at(-1);
    const before = run?.facets.at(-1);
    if (run && before && stem !== '' && run.stem === stem && isLike(facet, before)) run.facets.push(facet);
    else runs.push({ stem, facets: [facet] });
  }
  const blocks: { stem: string; facets: FacetOutline[] }[] = [];
  for (const run of runs) {
    const last = blocks.at(-1);
    if (run.facets.length >= FEWEST_ITEMS) blocks.push(run);
    else if (last?.stem === '') last.facets.push(...run.facets);
    else blocks.push({ stem: '', facets: [...run.facets] });
  }
  return blocks;
}

/** What an item says beyond the stem: "czystość" of "Ocena - czystość", "ART" of Q7ART. */
export function itemLabel({ label }: Pick<FacetOutline, 'label'>, stem: string): string {
  if (stem === '' || !label.startsWith(stem)) return label;
  const rest = label
    .slice(stem.length)
    .replace(/^[\s:_\-–—|>[]+/, '')
    .replace(/\]$/, '')
    .trim();
  return rest === '' ? label : rest;
}

function isLike(a: FacetOutline, b: FacetOutline): boolean {
  return a.role === b.role && a.scale?.min === b.scale?.min && a.scale?.max === b.scale?.max;
}
