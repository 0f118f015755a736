/** What headings say about a column, folded and in both languages. */

export const NPS_WORDS = /\bnps\b|netpro|net promoter|recommend|\bpolec|rekomend/;
/** A question about effort or ease. "Staff made every effort" is a statement, to which people agree or not. */
export const CES_WORDS =
  /\bces\b|customer effort|effort score|how much (?:personal )?effort|ile wysil|jak(?:i|iego)? (?:duz\w+ )?wysil|^(?:\S+ )?(?:effort|wysil\S*)(?: \S+)?$|how easy|jak latwo|easy (?:it was|to)|latwosc/;
export const CSAT_WORDS = /\bcsat\b|satisf|zadowol|satysfakc/;
export const RATING_WORDS = /rating|\brate\b|rate$|ocen|\bscore\b|quality|jakosc/;
export const CODED_WORDS =
  /\bage\b|age$|\bwiek\b|gender|\bsex\b|\bplec\b|income|dochod|educat|wyksztalc|\bzip|county|country|\bkraj|tenure|\bstaz\b|freq|czestotl|\bcity|miasto|purp|\btimes|\dtimes|\brank|\bday\b|\bmonth|\byear|\brok\b|\bkod\b|code$|mark$|\bgeo|geo$|how many|how often|^ile\b|liczba|number of/;
/** Numbers that only name something, however many they are. */
export const CODE_NAME = /code$|\bkod\b|county|country|\bkraj\b/;
/** What is counted and not rated, in a heading of a few words: "People are friendly" is rated. */
export const COUNT_WORDS =
  /how many|^ile\b|liczba|number of|^(?:\S+ ){0,2}(?:rooms|persons|people|children|kids|adults|guests|visits|nights|siblings|cars|pets|bedrooms|members)(?: \S+){0,2}$|^(?:\S+ ){0,2}(?:pokoi|pokoje|osob|osoby|dzieci|doroslych|gosci|wizyt|wizyty|noclegow|noclegi|rodzenstwo|samochodow|czlonkow)(?: \S+){0,2}$/;
export const COMMENT_WORDS =
  /comment|komentarz|open ended|open end\b|verbatim|wypowiedz|pytanie otwarte|co (?:mozemy|moglibysmy)|what (?:could|can|should) we|commentaire|uwagi|improve|popraw|\bwhy\b|dlaczego|reason|opinia|review|feedback|please specify|jakie\b/;
export const SUPPORT_SCORES =
  /^(?:good|bad)(?: ?with ?comment)?$|^(?:offered|unoffered|received)(?: ?with ?comment)?$|^$/;
export const MOMENT_WORDS =
  /created|updated|\btime|date|\bat\b|timestamp|submitted|kiedy|czas|\bdata\b|\bdnia\b|\bdzien\b|\btermin\b/;
export const WEIGHT_NAME = /^(?:weights?|waga|wagi|wgt|wt)(?: |$)|(?: )(?:weight|waga|wgt)$/;
export const ID_NAME =
  /^(?:id|lp|nr|no|uuid|guid)$|(?: )id$|^#$|respondent ?id|response ?id|^resp\w*(?:num|nr|id)$|identyfikator/;
