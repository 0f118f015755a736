import { foldText } from '#lib/base/words/fold-text.ts';
import type { Scale } from '#lib/tabular/table/table.ts';

/** A family of wordings from its lowest to its highest point; each point lists folded synonyms. */
type Family = readonly (readonly string[])[];

/**
 * Tried in order; "agree" stands on point 4 below "strongly agree" but at the top where nothing stronger
 * occurs, hence the two families of agreement. Polish "się" is dropped before comparing, and endings of
 * gender are made one.
 */
const FAMILIES: readonly (readonly [string, Family])[] = [
  [
    'agreement',
    [
      [
        'strongly disagree',
        'completely disagree',
        'totally disagree',
        'definitely disagree',
        'zdecydowanie nie zgadzam',
        'calkowicie nie zgadzam',
        'zdecydowanie nie',
        'definitely not',
      ],
      [
        'disagree',
        'somewhat disagree',
        'rather disagree',
        'slightly disagree',
        'tend to disagree',
        'raczej nie zgadzam',
        'nie zgadzam',
        'raczej nie',
      ],
      [
        'neither agree nor disagree',
        'neutral',
        'undecided',
        'neither',
        'ani tak ani nie',
        'ani zgadzam ani nie zgadzam',
        'ani nie zgadzam ani zgadzam',
        'troche tak troche nie',
        'neutralnie',
        'neutralny',
      ],
      [
        'agree',
        'somewhat agree',
        'rather agree',
        'slightly agree',
        'tend to agree',
        'raczej zgadzam',
        'zgadzam',
        'raczej tak',
      ],
      [
        'strongly agree',
        'completely agree',
        'totally agree',
        'definitely agree',
        'zdecydowanie zgadzam',
        'calkowicie zgadzam',
        'w pelni zgadzam',
        'zdecydowanie tak',
        'definitely',
      ],
    ],
  ],
  [
    'agreement',
    [
      ['disagree', 'nie zgadzam'],
      ['rather disagree', 'somewhat disagree', 'raczej nie zgadzam'],
      [
        'neither agree nor disagree',
        'neutral',
        'ani tak ani nie',
        'troche tak troche nie',
        'ani zgadzam ani nie zgadzam',
      ],
      ['rather agree', 'somewhat agree', 'raczej zgadzam'],
      ['agree', 'zgadzam'],
    ],
  ],
  [
    'satisfaction',
    [
      [
        'very dissatisfied',
        'very unsatisfied',
        'extremely dissatisfied',
        'completely dissatisfied',
        'bardzo niezadowolony',
        'zdecydowanie niezadowolony',
      ],
      [
        'dissatisfied',
        'unsatisfied',
        'somewhat dissatisfied',
        'rather dissatisfied',
        'raczej niezadowolony',
        'niezadowolony',
      ],
      [
        'neither satisfied nor dissatisfied',
        'neutral',
        'ani zadowolony ani niezadowolony',
        'ani niezadowolony ani zadowolony',
        'neutralny',
        'neutralnie',
        'obojetny',
        'ani tak ani nie',
      ],
      ['satisfied', 'somewhat satisfied', 'rather satisfied', 'raczej zadowolony', 'zadowolony'],
      [
        'very satisfied',
        'extremely satisfied',
        'completely satisfied',
        'bardzo zadowolony',
        'zdecydowanie zadowolony',
      ],
    ],
  ],
  [
    'extent',
    [
      ['not at all', 'wcale', 'w ogole', 'w zadnym stopniu'],
      ['to a small extent', 'slightly', 'a little', 'w malym stopniu', 'w niewielkim stopniu'],
      ['to a moderate extent', 'moderately', 'somewhat', 'w umiarkowanym stopniu', 'w srednim stopniu'],
      ['to a large extent', 'to a great extent', 'very', 'a lot', 'w duzym stopniu'],
      [
        'to a very large extent',
        'to a very great extent',
        'extremely',
        'completely',
        'w bardzo duzym stopniu',
      ],
    ],
  ],
  [
    'frequency',
    [
      ['never', 'nigdy'],
      ['rarely', 'seldom', 'rzadko', 'almost never'],
      ['sometimes', 'occasionally', 'czasami', 'czasem'],
      ['often', 'usually', 'frequently', 'czesto', 'zazwyczaj', 'zwykle'],
      ['always', 'zawsze'],
    ],
  ],
  [
    'likelihood',
    [
      [
        'very unlikely',
        'extremely unlikely',
        'not at all likely',
        'bardzo malo prawdopodobne',
        'zdecydowanie nieprawdopodobne',
        'bardzo nieprawdopodobne',
      ],
      ['unlikely', 'somewhat unlikely', 'malo prawdopodobne', 'raczej nieprawdopodobne', 'nieprawdopodobne'],
      ['neither likely nor unlikely', 'neutral', 'ani prawdopodobne ani nieprawdopodobne'],
      ['likely', 'somewhat likely', 'raczej prawdopodobne', 'prawdopodobne'],
      ['very likely', 'extremely likely', 'bardzo prawdopodobne'],
    ],
  ],
  [
    'quality',
    [
      ['very poor', 'very bad', 'terrible', 'bardzo zle', 'bardzo zla', 'bardzo zly'],
      ['poor', 'bad', 'zle', 'zla', 'zly', 'slabo', 'raczej zle', 'raczej zla'],
      [
        'fair',
        'average',
        'acceptable',
        'ok',
        'neutral',
        'przecietnie',
        'przecietna',
        'srednio',
        'srednia',
        'ani dobrze ani zle',
        'ani dobra ani zla',
      ],
      ['good', 'dobrze', 'dobra', 'dobry', 'raczej dobrze', 'raczej dobra'],
      ['very good', 'excellent', 'bardzo dobrze', 'bardzo dobra', 'bardzo dobry', 'doskonale', 'swietnie'],
    ],
  ],
  ['quality', [['poor'], ['fair'], ['good'], ['very good'], ['excellent']]],
  [
    'favour',
    [
      ['very unfavorably', 'very unfavourably', 'very unfavorable', 'very unfavourable'],
      ['somewhat unfavorably', 'somewhat unfavourably', 'unfavorable', 'unfavourable', 'unfavorably'],
      [
        'neither favorably nor unfavorably',
        'neither favorably nor unfavorably neutral',
        'neither favorable nor unfavorable',
        'neutral',
      ],
      ['somewhat favorably', 'somewhat favourably', 'favorable', 'favourable', 'favorably'],
      ['very favorably', 'very favourably', 'very favorable', 'very favourable'],
    ],
  ],
  [
    'ease',
    [
      [
        'very difficult',
        'extremely difficult',
        'very hard',
        'bardzo trudno',
        'bardzo trudne',
        'bardzo trudny',
      ],
      ['difficult', 'somewhat difficult', 'hard', 'trudno', 'trudne', 'raczej trudno', 'raczej trudne'],
      ['neither easy nor difficult', 'neutral', 'ani latwo ani trudno', 'ani latwe ani trudne'],
      ['easy', 'somewhat easy', 'latwo', 'latwe', 'raczej latwo', 'raczej latwe'],
      ['very easy', 'extremely easy', 'bardzo latwo', 'bardzo latwe', 'bardzo latwy'],
    ],
  ],
];

/** At least this many different wordings: "agree" alone says too little about a scale. */
export const FEWEST_LABELS = 2;

export interface LikertScale {
  family: string;
  scale: Scale;
  /** The point of each wording, by the wording as it is written in the file. */
  points: ReadonlyMap<string, number>;
}

/**
 * The scale behind answers in words, or undefined unless every one of them fits a single family, each
 * wording on a point of its own. Leave "no answer" out before asking. See [SV14].
 */
export function readLikert(answers: readonly string[]): LikertScale | undefined {
  const wordings = new Set(answers.map(foldWording));
  if (wordings.size < FEWEST_LABELS) return undefined;
  for (const [family, levels] of FAMILIES) {
    const pointOf = new Map<string, number>();
    levels.forEach((synonyms, i) => {
      for (const synonym of synonyms) if (wordings.has(synonym)) pointOf.set(synonym, i + 1);
    });
    const isComplete = pointOf.size === wordings.size;
    const isOneEach = new Set(pointOf.values()).size === wordings.size;
    if (!isComplete || !isOneEach) continue;
    const points = new Map(answers.map((answer) => [answer, pointOf.get(foldWording(answer)) ?? NaN]));
    return { family, scale: { min: 1, max: levels.length }, points };
  }
  return undefined;
}

function foldWording(answer: string): string {
  return foldText(answer)
    .replace(/\bsie\b/g, ' ')
    .replace(/\b(nie)?zadowolon[aey]?(?:\s(?:y|a|ny|na)\b)?/g, '$1zadowolony')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The number with which a label begins ("5 - bardzo zadowolony", "10 (Extremely likely)"), or NaN. */
export function leadingNumber(answer: string): number {
  const match = /^\s*(-?\d{1,3})\s*(?:[-–—.:=(]|\s[-–—(])/.exec(answer);
  return match && /\p{L}/u.test(answer) ? Number(match[1]) : NaN;
}
