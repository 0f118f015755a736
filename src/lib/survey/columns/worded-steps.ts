/** A scale of one pole: its steps from the lowest to the highest, each with its folded wordings. */
export interface Steps {
  family: string;
  /** Wordings of every step that any scale of the family has, from the lowest. */
  ranks: readonly (readonly string[])[];
  /** Scales of so many points: for each point the ranks that may stand on it. The usual one comes first. */
  layouts: readonly (readonly (readonly number[])[])[];
}

/** Scales of one pole that questionnaires use. Their wordings have no opposite that tells where they stand. */
export const STEPS: readonly Steps[] = [
  {
    family: 'frequency',
    ranks: [
      ['never', 'nigdy', 'not at all'],
      ['almost never', 'hardly ever', 'very rarely', 'prawie nigdy', 'bardzo rzadko'],
      ['rarely', 'seldom', 'rzadko', 'raczej rzadko'],
      [
        'occasionally',
        'once in a while',
        'now and then',
        'okazjonalnie',
        'sporadycznie',
        'od czasu do czasu',
      ],
      ['sometimes', 'about half the time', 'czasami', 'czasem', 'niekiedy', 'mniej wiecej polowa'],
      ['often', 'frequently', 'czesto', 'raczej czesto'],
      ['usually', 'most of the time', 'zwykle', 'zazwyczaj', 'przewaznie', 'najczesciej'],
      ['very often', 'very frequently', 'bardzo czesto'],
      ['almost always', 'nearly always', 'prawie zawsze'],
      ['always', 'zawsze', 'every time', 'za kazdym razem'],
    ],
    layouts: [
      [[0], [1, 2], [3, 4], [5, 6, 7], [8, 9]],
      [[0], [1, 2, 3, 4], [5, 6, 7], [8, 9]],
      [[0], [2, 3, 4], [5, 6, 7, 8, 9]],
      [[0], [1], [2], [3, 4], [5, 6], [7, 8], [9]],
      [[0], [1, 2], [3], [4], [5], [6, 7, 8], [9]],
      [[0], [1, 2], [3, 4], [5, 6], [7, 8], [9]],
    ],
  },
  {
    family: 'extent',
    ranks: [
      ['not at all', 'wcale', 'w ogole', 'w zadnym stopniu', 'wcale nie', 'w ogole nie'],
      ['to a very small extent', 'very little', 'w bardzo malym stopniu', 'bardzo malo'],
      [
        'to a small extent',
        'to a little extent',
        'slightly',
        'a little',
        'a little bit',
        'w malym stopniu',
        'w niewielkim stopniu',
        'malo',
        'nieco',
      ],
      ['to some extent', 'somewhat', 'troche', 'w pewnym stopniu', 'czesciowo'],
      ['to a moderate extent', 'moderately', 'w umiarkowanym stopniu', 'w srednim stopniu', 'umiarkowanie'],
      ['quite', 'quite a bit', 'considerably', 'dosc', 'dosc mocno', 'w znacznym stopniu'],
      [
        'to a large extent',
        'to a great extent',
        'very',
        'very much',
        'a lot',
        'a great deal',
        'w duzym stopniu',
        'bardzo',
        'duzo',
      ],
      [
        'to a very large extent',
        'to a very great extent',
        'extremely',
        'completely',
        'entirely',
        'w bardzo duzym stopniu',
        'calkowicie',
        'w pelni',
        'bardzo duzo',
      ],
    ],
    layouts: [
      [[0], [1, 2], [3, 4, 5], [6], [7]],
      [[0, 1], [2], [3, 4, 5], [6], [7]],
      [[0], [1, 2], [3, 4, 5], [6, 7]],
      [[0], [2, 3, 4], [6, 7]],
      [[0], [1], [2], [3, 4], [5], [6], [7]],
    ],
  },
  {
    family: 'quality',
    ranks: [
      ['very poor'],
      ['poor'],
      ['fair'],
      ['good'],
      ['very good'],
      ['excellent', 'outstanding', 'superb', 'exceptional'],
    ],
    layouts: [
      [[0], [1], [2], [3], [4, 5]],
      [[0, 1], [2], [3], [4], [5]],
      [[0], [1], [2], [3], [4], [5]],
      [[1], [2], [3], [5]],
    ],
  },
  {
    family: 'grades',
    ranks: [
      ['niedostatecznie', 'niedostateczny', 'niedostateczna'],
      ['dopuszczajaco', 'dopuszczajacy', 'dopuszczajaca', 'mierny', 'mierna', 'miernie'],
      ['dostatecznie', 'dostateczny', 'dostateczna'],
      ['dobrze', 'dobry', 'dobra'],
      ['bardzo dobrze', 'bardzo dobry', 'bardzo dobra'],
      ['celujaco', 'celujacy', 'celujaca'],
    ],
    layouts: [[[0], [1], [2], [3], [4], [5]]],
  },
];

/** Where the ranks of a scale stand: the point of each, from 1, and how many points there are. */
export interface Placed {
  points: ReadonlyMap<number, number>;
  size: number;
  /** Every point was chosen by somebody, so that nothing is assumed. */
  isComplete: boolean;
}

/**
 * The layout that these ranks fit, each on a point of its own: one of `size` points when a size is known, else
 * one that they fill, else the first that holds them. Undefined when none does.
 */
export function placeRanks(
  ranks: readonly number[],
  layouts: Steps['layouts'],
  size: number | undefined,
): Placed | undefined {
  const wanted = size === undefined ? layouts : layouts.filter(({ length }) => length === size);
  const placed = wanted.flatMap((layout) => placeOn(ranks, layout) ?? []);
  return placed.find(({ isComplete }) => isComplete) ?? placed[0];
}

function placeOn(ranks: readonly number[], layout: readonly (readonly number[])[]): Placed | undefined {
  const points = new Map<number, number>();
  for (const rank of ranks) {
    const at = layout.findIndex((point) => point.includes(rank));
    if (at >= 0) points.set(rank, at + 1);
  }
  const isOneEach = new Set(points.values()).size === ranks.length;
  if (points.size < ranks.length || !isOneEach) return undefined;
  return { points, size: layout.length, isComplete: ranks.length === layout.length };
}
