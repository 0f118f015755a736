import type { Translator } from '#lib/i18n/translator.ts';
import type { FishboneTree } from '../FishboneTree.svelte.ts';

/** What the signs behind a cause mean, with their numbers, for whoever hears them. */
export function markTexts(
  i18n: Pick<Translator, 't'>,
  tree: Pick<FishboneTree, 'marksOf' | 'numbersOf'>,
  id: string,
): string[] {
  const numbers = tree.numbersOf(id);
  return tree.marksOf(id).map((mark) => {
    const meaning = i18n.t(`picture.mark.${mark}`);
    return numbers[mark] === undefined ? meaning : `${meaning}: ${numbers[mark]}`;
  });
}
