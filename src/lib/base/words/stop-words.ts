/** Words that carry little by themselves, folded, Polish and English. They are dimmed in lists, never left out. */
const STOP_WORDS: ReadonlySet<string> = new Set(
  `a an the and or but if then so of to in on at by for from with without about as is are was were be been being am
do does did done have has had having i me my mine you your yours he him his she her hers it its we us our they them their
this that these those there here what which who whom when where why how not no nor can could will would shall should may
might must just only also very too more most much many some any all each every other than again up down out over under
after before because while during get got go went i'm i've it's don't didn't can't wasn't
ale albo bo by byc byl byla bylo byli byly bym byloby bardzo ci co czy dla do gdy gdyz gdzie go i ich ile im ja jak jaka jaki jakie
jako je jego jej jest jestem jestesmy jeszcze jesli juz kazdy kiedy kto ktora ktore ktory ktorzy ma mam maja mi mial miala mna mnie moge
moj moja moje moze mozna my na nad nam nas nasz nawet nia nic nich nie niej nim niz no o od on ona one oni ono oraz po pod pan pani
pana poniewaz przed przez przy raz sa sam sie sobie soba swoj ta tak taka taki takie tam te tego tej temu ten tez to
tu ty tych tylko tym u w we wiec wszystko wszystkie z za zawsze ze zeby`.split(/\s+/),
);

/** Whether every word of a folded term is such a word. */
export function isStopTerm(foldedTerm: string): boolean {
  return foldedTerm.split(' ').every((word) => STOP_WORDS.has(word));
}
