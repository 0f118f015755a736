/** The language of a workshop's own content, which follows the workshop and not its reader. */
export type ContentLanguage = 'en' | 'pl';

export const TEMPLATE_IDS = ['5m', '6m', '4s', '8p', 'retro', 'own'] as const;
export type TemplateId = (typeof TEMPLATE_IDS)[number];

/** A category as a template offers it: its name and what it asks. */
export interface TemplateCategory {
  name: string;
  question: string;
}

type Texts = readonly (readonly [name: string, question: string])[];

const FIVE_M: Record<ContentLanguage, Texts> = {
  en: [
    ['People', 'Who, with which competences?'],
    ['Management', 'Was it controlled, measured, analysed?'],
    ['Methods', 'How is the work, the project, done?'],
    ['Material', 'Does the product meet what the customer expects?'],
    ['Machines', 'Do the tools support the people who work with them?'],
  ],
  pl: [
    ['Człowiek', 'Kto, z jakimi kompetencjami?'],
    ['Zarządzanie', 'Czy było to kontrolowane, mierzone, analizowane?'],
    ['Metody', 'Jak wykonywana jest praca, jak prowadzony jest projekt?'],
    ['Materiał', 'Czy produkt spełnia oczekiwania klienta?'],
    ['Maszyny', 'Czy narzędzia wspierają osoby, które z nimi pracują?'],
  ],
};

const SIX_M: Record<ContentLanguage, Texts> = {
  en: [
    ['People', 'Who, with which competences?'],
    ['Methods', 'How is the work done, and is it done the same way every time?'],
    ['Machines', 'Do the tools support the people who work with them?'],
    ['Material', 'Does what comes in, goods and information alike, have the quality needed?'],
    ['Measurement', 'How do we know? Can the figures be trusted?'],
    ['Environment', 'What around the work, place, season or law, plays a part?'],
  ],
  pl: [
    ['Człowiek', 'Kto, z jakimi kompetencjami?'],
    ['Metody', 'Jak wykonywana jest praca i czy za każdym razem tak samo?'],
    ['Maszyny', 'Czy narzędzia wspierają osoby, które z nimi pracują?'],
    ['Materiał', 'Czy to, co do nas trafia, towar i informacja, ma potrzebną jakość?'],
    ['Pomiar', 'Skąd to wiemy? Czy można ufać liczbom?'],
    ['Otoczenie', 'Co wokół pracy, miejsce, pora roku czy prawo, ma znaczenie?'],
  ],
};

const FOUR_S: Record<ContentLanguage, Texts> = {
  en: [
    ['Surroundings', 'Where does the customer meet us, and what happens around?'],
    ['Suppliers', 'What do we receive from others, and on time?'],
    ['Systems', 'Which processes and tools carry the service?'],
    ['Skills', 'What do our people know and can do?'],
  ],
  pl: [
    ['Otoczenie', 'Gdzie klient się z nami spotyka i co dzieje się wokół?'],
    ['Dostawcy', 'Co dostajemy od innych i czy na czas?'],
    ['Systemy', 'Jakie procesy i narzędzia niosą usługę?'],
    ['Umiejętności', 'Co nasi ludzie wiedzą i potrafią?'],
  ],
};

const EIGHT_P: Record<ContentLanguage, Texts> = {
  en: [
    ['Product', 'Does it do what was promised?'],
    ['Price', 'Is it clear, and felt to be fair?'],
    ['Place', 'Can the customer reach us where and when they want?'],
    ['Promotion', 'What did we promise, and to whom?'],
    ['People', 'Who serves the customer, with which competences?'],
    ['Process', 'How many steps, handovers and waits are there?'],
    ['Physical evidence', 'What does the customer see, receive and keep?'],
    ['Productivity and quality', 'What is done twice, late or not at all?'],
  ],
  pl: [
    ['Produkt', 'Czy robi to, co obiecano?'],
    ['Cena', 'Czy jest jasna i odbierana jako uczciwa?'],
    ['Miejsce', 'Czy klient dotrze do nas tam i wtedy, gdzie i kiedy chce?'],
    ['Promocja', 'Co obiecaliśmy i komu?'],
    ['Ludzie', 'Kto obsługuje klienta, z jakimi kompetencjami?'],
    ['Proces', 'Ile jest kroków, przekazań i oczekiwania?'],
    ['Świadectwo materialne', 'Co klient widzi, dostaje i zachowuje?'],
    ['Produktywność i jakość', 'Co robimy dwa razy, za późno albo wcale?'],
  ],
};

/** What a team asks when it looks back on a stretch of work. */
const RETROSPECTIVE: Record<ContentLanguage, Texts> = {
  en: [
    ['What helped', 'What worked, and should stay as it is?'],
    ['What hindered', 'What cost time, nerves or customers?'],
    ['What surprised us', 'What did nobody expect?'],
    ['What we try', 'What would we do differently next time?'],
  ],
  pl: [
    ['Co pomogło', 'Co zadziałało i powinno zostać, jak jest?'],
    ['Co przeszkadzało', 'Co kosztowało czas, nerwy albo klientów?'],
    ['Co nas zaskoczyło', 'Czego nikt się nie spodziewał?'],
    ['Czego spróbujemy', 'Co następnym razem zrobimy inaczej?'],
  ],
};

const TEMPLATES: Record<TemplateId, Record<ContentLanguage, Texts>> = {
  '5m': FIVE_M,
  '6m': SIX_M,
  '4s': FOUR_S,
  '8p': EIGHT_P,
  retro: RETROSPECTIVE,
  own: { en: [], pl: [] },
};

/** The categories of a template in the language of the workshop; none for `own`. */
export function templateCategories(template: TemplateId, language: ContentLanguage): TemplateCategory[] {
  return TEMPLATES[template][language].map(([name, question]) => ({ name, question }));
}
