/** Where one wording stands: below the middle of its scale, on it, or above it, and how strongly. */
export interface Wording {
  side: -1 | 0 | 1;
  /** From 1 (slightly) to 7 (completely); the bare word is 4, the middle 0. Only the order matters. */
  strength: number;
  /** The upper pole said with "not": it has no word of its own for its opposite. */
  isNegated: boolean;
}

/** What a scale of two poles calls its ends, and the words that only it has for its middle; all folded. */
export interface Poles {
  family: string;
  up: RegExp;
  down: RegExp;
  middle: RegExp;
  /** Words that say side and strength at once: "excellent", "terrible". */
  whole?: Readonly<Record<string, readonly [side: -1 | 1, strength: number]>>;
}

/** Words of degree, of both languages; the longer ones first where one begins another. */
const DEGREES: readonly (readonly [RegExp, number])[] = [
  [
    /^(?:completely|totally|fully|entirely|absolutely|extremely|exceptionally|far|calkowicie|w pelni|zupelnie|absolutnie|niezwykle|skrajnie|wyjatkowo|znacznie|w zupelnosci|w ogole|wcale|at all)$/,
    7,
  ],
  [/^(?:very|very much|strongly|definitely|highly|much|certainly|bardzo|zdecydowanie|silnie|mocno)$/, 6],
  [/^(?:mostly|quite|generally|largely|w wiekszosci|na ogol|w duzej mierze|dosc|dosyc|calkiem)$/, 5],
  [/^$/, 4],
  [/^(?:moderately|umiarkowanie)$/, 3],
  [
    /^(?:somewhat|rather|fairly|tend to|probably|partly|partially|raczej|w miare|chyba|prawdopodobnie|czesciowo|po czesci)$/,
    2,
  ],
  [/^(?:slightly|a little|a bit|just|nieco|troche|lekko|odrobine|w niewielkim stopniu)$/, 1],
];

/** "Not very", "mało": the upper pole, hardly reached. */
const HARDLY =
  /^(?:not (?:very|so|too|particularly|really|that)|malo|niezbyt|nie bardzo|nie za bardzo|slabo)$/;
const VERY_HARDLY = /^(?:bardzo malo|bardzo slabo|only a little|very little)$/;
const NOT_AT_ALL =
  /^(?:not at all|not in the least|wcale nie|w ogole nie|zupelnie nie|calkowicie nie|absolutnie nie)$/;
const NOT = /^(?:not|nie|do not|don t)$/;
/** Strengths of the upper pole said with a word that takes it back. */
const HARDLY_STRENGTH = 2;
const VERY_HARDLY_STRENGTH = 6;
const NOT_STRENGTH = 4;
const NOT_AT_ALL_STRENGTH = 7;

/** A middle of any scale of two poles. */
const ANY_MIDDLE =
  /^(?:neutral|neutralny|neutralna|neutralne|neutralnie|undecided|neither|neither nor|obojetny|obojetna|obojetne|obojetnie|ani tak ani nie|i tak i nie|troche tak troche nie|posrodku|po srodku|w srodku)$/;

/** Poles of the scales that questionnaires use, in the order in which they are tried. */
export const POLES: readonly Poles[] = [
  {
    family: 'agreement',
    up: /agree|zgadzam|tak|yes|prawda|true/,
    down: /disagree|nie zgadzam|nie|not|no|nieprawda|untrue|false/,
    middle: /^(?:might or might not|maybe|moze|czesciowo zgadzam czesciowo nie zgadzam)$/,
    whole: { definitely: [1, 6], certainly: [1, 6], probably: [1, 2], zdecydowanie: [1, 6], raczej: [1, 2] },
  },
  {
    family: 'satisfaction',
    up: /satisfied|zadowolony|happy|szczesliw[ya]|usatysfakcjonowan[ya]/,
    down: /dissatisfied|unsatisfied|niezadowolony|unhappy|nieszczesliw[ya]|nieusatysfakcjonowan[ya]/,
    middle: /^(?:srednio zadowolony|umiarkowanie zadowolony|mixed)$/,
  },
  {
    family: 'likelihood',
    up: /likely|prawdopodobn[eay]|probable/,
    down: /unlikely|nieprawdopodobn[eay]|improbable/,
    middle: /^(?:srednio prawdopodobn[eay]|50 50)$/,
  },
  {
    family: 'quality',
    up: /good|positive|dobrze|dobr[aye]|pozytywnie|pozytywn[aye]|korzystnie/,
    down: /bad|poor|negative|zle|zl[aye]|slabo|slab[aye]|negatywnie|negatywn[aye]|niekorzystnie/,
    middle:
      /^(?:fair|average|acceptable|ok|okay|adequate|mixed|przecietnie|przecietn[aye]|srednio|sredni[ae]?|dostatecznie|dostateczn[aye]|poprawnie|tak sobie|umiarkowanie)$/,
    whole: {
      excellent: [1, 7],
      outstanding: [1, 7],
      perfect: [1, 7],
      doskonale: [1, 7],
      doskonala: [1, 7],
      doskonaly: [1, 7],
      swietnie: [1, 7],
      swietna: [1, 7],
      swietny: [1, 7],
      znakomicie: [1, 7],
      znakomita: [1, 7],
      znakomity: [1, 7],
      rewelacyjnie: [1, 7],
      'above average': [1, 2],
      'powyzej przecietnej': [1, 2],
      'below average': [-1, 2],
      'ponizej przecietnej': [-1, 2],
      terrible: [-1, 7],
      awful: [-1, 7],
      horrible: [-1, 7],
      fatalnie: [-1, 7],
      fatalna: [-1, 7],
      fatalny: [-1, 7],
      okropnie: [-1, 7],
      tragicznie: [-1, 7],
    },
  },
  {
    family: 'favour',
    up: /favou?rabl[ey]/,
    down: /unfavou?rabl[ey]/,
    middle: /^(?:mixed)$/,
  },
  {
    family: 'ease',
    up: /easy|easily|simple|latwo|latw[aye]|prosto|prost[aye]/,
    down: /difficult|hard|complicated|trudno|trudn[aye]|skomplikowan[aye]/,
    middle: /^(?:srednio|sredni[ae]?|srednio (?:latwo|latw[aye]|trudno|trudn[aye]))$/,
  },
  {
    family: 'importance',
    up: /important|essential|wazn[aye]|istotn[aye]/,
    down: /unimportant|niewazn[aye]|nieistotn[aye]|bez znaczenia/,
    middle: /^(?:srednio (?:wazn|istotn)[aye]|umiarkowanie (?:wazn|istotn)[aye])$/,
  },
  {
    family: 'expectations',
    up: /(?:above|exceed(?:s|ed)?|better than)(?: my| our)? (?:expectations|expected)|better|lepiej|lepsz[aye]|powyzej(?: moich)? oczekiwan|lepiej niz oczekiwal[ea]m/,
    down: /(?:below|worse than)(?: my| our)? (?:expectations|expected)|worse|gorzej|gorsz[aye]|ponizej(?: moich)? oczekiwan|gorzej niz oczekiwal[ea]m/,
    middle:
      /^(?:(?:meets?|met)(?: my| our)? expectations|as expected|(?:about )?the same|same|no change|tak samo|bez zmian|tak(?:i|a|ie) sam[ae]?|zgodnie z(?: moimi)? oczekiwaniami)$/,
  },
];

/** Where a folded wording stands between two poles; undefined when it is of another scale. */
export function readWording(folded: string, poles: Poles): Wording | undefined {
  const whole = poles.whole?.[folded];
  if (whole) return { side: whole[0], strength: whole[1], isNegated: false };
  if (ANY_MIDDLE.test(folded) || poles.middle.test(folded) || isNeither(folded, poles))
    return { side: 0, strength: 0, isNegated: false };
  return besidePole(folded, poles.down, -1) ?? besidePole(folded, poles.up, 1);
}

/** "Neither satisfied nor dissatisfied", "ani dobrze, ani źle", "neither agree nor disagree (neutral)". */
function isNeither(folded: string, { up, down }: Poles): boolean {
  const [, first = '', second = ''] =
    /^(?:neither|ani) (.+?) (?:nor|or|ani) (.+?)(?: neutral\w*| obojetn\w*)?$/.exec(folded) ?? [];
  const isUp = (words: string): boolean => wholly(up).test(words);
  const isDown = (words: string): boolean => wholly(down).test(words);
  return (isUp(first) && isDown(second)) || (isDown(first) && isUp(second));
}

/** A pole with its word of degree before it ("raczej zgadzam") or behind it ("agree strongly"). */
function besidePole(folded: string, pole: RegExp, side: -1 | 1): Wording | undefined {
  const [, before = '', after = ''] = new RegExp(`^(.*?)\\b(?:${pole.source})\\b(.*)$`).exec(folded) ?? [];
  if (before === '' && after === '' && !wholly(pole).test(folded)) return undefined;
  const degree = `${before.trim()} ${after.trim()}`.trim();
  const plain = DEGREES.find(([words]) => words.test(degree));
  if (plain) return { side, strength: plain[1], isNegated: false };
  if (side === -1) return undefined;
  if (HARDLY.test(degree)) return { side: -1, strength: HARDLY_STRENGTH, isNegated: true };
  if (VERY_HARDLY.test(degree)) return { side: -1, strength: VERY_HARDLY_STRENGTH, isNegated: true };
  if (NOT_AT_ALL.test(degree)) return { side: -1, strength: NOT_AT_ALL_STRENGTH, isNegated: true };
  return NOT.test(degree) ? { side: -1, strength: NOT_STRENGTH, isNegated: true } : undefined;
}

function wholly(words: RegExp): RegExp {
  return new RegExp(`^(?:${words.source})$`);
}
