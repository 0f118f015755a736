import { dayAfter } from '#lib/base/days.ts';
import type { WaveMood } from './responses.ts';

/** The people and texts of the demo organisation. None of them exists. */
export const DEMO_ORGANISATION = 'Lipowa Energia';

export interface CastMember {
  key: string;
  name: string;
  department: string;
  roles: readonly ('admin' | 'lead' | 'analyst' | 'director' | 'mentor')[];
  level: 'board' | 'head' | 'staff';
  /** The key of the line manager. */
  manager?: string;
  /** Whose employment has an end. */
  employedUntil?: string;
}

export const DEPARTMENTS: readonly { name: string; part: '' | 'marketing' | 'customer-service' }[] = [
  { name: 'Marketing', part: 'marketing' },
  { name: 'Obsługa klienta', part: 'customer-service' },
  { name: 'IT', part: '' },
  { name: 'Sprzedaż', part: '' },
  { name: 'Back office', part: '' },
  { name: 'Dział prawny', part: '' },
  { name: 'Finanse', part: '' },
];

/** The first seven sign in; their keys are the first part of their e-mail address. */
export const CAST: readonly CastMember[] = [
  { key: 'admin', name: 'Adam Wrona', department: 'IT', roles: ['admin'], level: 'staff', manager: 'it' },
  {
    key: 'lead',
    name: 'Lidia Zawada',
    department: 'Obsługa klienta',
    roles: ['lead'],
    level: 'head',
    manager: 'service',
  },
  {
    key: 'analyst',
    name: 'Anna Mróz',
    department: 'Marketing',
    roles: ['analyst'],
    level: 'staff',
    manager: 'marketing',
  },
  {
    key: 'marketing',
    name: 'Maria Lis',
    department: 'Marketing',
    roles: ['director'],
    level: 'head',
    manager: 'finance',
  },
  {
    key: 'service',
    name: 'Szymon Gawron',
    department: 'Obsługa klienta',
    roles: ['director'],
    level: 'head',
    manager: 'finance',
  },
  {
    key: 'mentor',
    name: 'Marek Sowa',
    department: 'Obsługa klienta',
    roles: ['mentor'],
    level: 'staff',
    manager: 'lead',
  },
  { key: 'employee', name: 'Ewa Jeż', department: 'IT', roles: [], level: 'staff', manager: 'it' },
  {
    key: 'mentor2',
    name: 'Monika Kania',
    department: 'Obsługa klienta',
    roles: ['mentor'],
    level: 'staff',
    manager: 'lead',
  },
  {
    key: 'sales',
    name: 'Paweł Borsuk',
    department: 'Sprzedaż',
    roles: ['director'],
    level: 'head',
    manager: 'finance',
  },
  {
    key: 'backoffice',
    name: 'Beata Wilga',
    department: 'Back office',
    roles: [],
    level: 'staff',
    manager: 'service',
  },
  {
    key: 'lawyer',
    name: 'Łukasz Żuraw',
    department: 'Dział prawny',
    roles: [],
    level: 'head',
    manager: 'finance',
  },
  { key: 'finance', name: 'Franciszek Dudek', department: 'Finanse', roles: [], level: 'board' },
  { key: 'it', name: 'Irena Szpak', department: 'IT', roles: [], level: 'head', manager: 'finance' },
  {
    key: 'brand',
    name: 'Wanda Czapla',
    department: 'Marketing',
    roles: [],
    level: 'staff',
    manager: 'marketing',
    employedUntil: '2027-03-31',
  },
];

/** The short list of the organisation. */
export const COMPETENCES = [
  'Analiza danych z ankiet',
  'Prowadzenie warsztatów',
  'Rozmowa z klientem',
  'Wdrażanie zmian',
] as const;

/** Whose view it is, of whom, of which competence of the list, and how far. */
export const COMPETENCE_RATINGS: readonly (readonly [
  by: string,
  of: string,
  competence: number,
  level: 0 | 1 | 2 | 3,
])[] = [
  ['lead', 'lead', 0, 2],
  ['lead', 'lead', 1, 3],
  ['service', 'lead', 1, 3],
  ['mentor', 'mentor', 2, 3],
  ['mentor', 'mentor', 1, 1],
  ['lead', 'mentor', 2, 3],
  ['lead', 'mentor', 1, 2],
  ['analyst', 'analyst', 0, 3],
  ['marketing', 'analyst', 0, 3],
  ['employee', 'employee', 3, 1],
];

/** Four times a year, on its first Monday or near it. */
const SEASONS = [
  ['Wiosna', '03-02'],
  ['Lato', '06-01'],
  ['Jesień', '09-07'],
  ['Zima', '12-07'],
] as const;

/** How the organisation did in the three newest waves, the oldest first. */
const MOODS = [
  { respondents: 1980, lift: -0.12, waitingLift: -0.25 },
  { respondents: 2140, lift: 0, waitingLift: 0 },
  { respondents: 2260, lift: 0.05, waitingLift: 0.1, phoneLift: 0.4 },
] as const;

/** A wave is read and discussed two months after it began. */
const WAVE_DAYS = 60;

/** The three newest waves on a day (ISO), the oldest first. */
export function wavesBefore(today: string): [WaveMood, WaveMood, WaveMood] {
  const latest = dayAfter(today, -WAVE_DAYS);
  const year = Number(today.slice(0, 4));
  const past = [year - 2, year - 1, year]
    .flatMap((of) => SEASONS.map(([name, day]) => ({ name: `${name} ${of}`, startsOn: `${of}-${day}` })))
    .filter(({ startsOn }) => startsOn <= latest);
  const [first, second, third] = past.slice(-MOODS.length);
  if (!first || !second || !third) throw new Error('Three years have at least three waves.');
  return [
    { ...first, ...MOODS[0] },
    { ...second, ...MOODS[1] },
    { ...third, ...MOODS[2] },
  ];
}

/** Causes of the workshop before, about invoices: it is over, and projects came of it. */
export const INVOICE_CAUSES: typeof CAUSES = [
  [0, 'Konsultant nie widzi faktury klienta', []],
  [1, 'Nikt nie czyta faktury przed wysyłką', ['Wzór zatwierdza tylko dział prawny']],
  [2, 'Reklamacja faktury idzie trzema drogami', []],
  [3, 'Rozliczenie i prognoza stoją na jednej stronie', ['Prawo wymaga obu, nie jednej strony']],
  [3, 'Skróty taryf bez objaśnień', []],
  [4, 'Aplikacja nie pokazuje, na jakim etapie jest reklamacja', []],
];

/** Bone of the 5M template, cause, and the causes behind it. */
export const CAUSES: readonly (readonly [bone: number, cause: string, behind: readonly string[]])[] = [
  [0, 'Za mało konsultantów w szczycie', ['Grafik nie zna prognozy kontaktów', 'Rotacja po okresie próbnym']],
  [0, 'Nowe osoby nie znają taryf', ['Szkolenie trwa dwa dni', 'Baza wiedzy bez wyszukiwarki']],
  [1, 'Nikt nie mierzy rozwiązania przy pierwszym kontakcie', ['Raport liczy tylko odebrane połączenia']],
  [1, 'Zgłoszenia krążą między działami', ['Brak właściciela sprawy', 'Back office nie widzi rozmowy']],
  [2, 'Oddzwaniamy bez terminu', ['Obietnica nie trafia do systemu']],
  [2, 'Reklamacja wymaga trzech podpisów', []],
  [
    3,
    'Faktura niezrozumiała dla klienta',
    ['Skróty taryf bez objaśnień', 'Rozliczenie i prognoza na jednej stronie'],
  ],
  [3, 'Aplikacja nie pokazuje statusu sprawy', []],
  [4, 'Trzy systemy podczas jednej rozmowy', ['Dane klienta przepisywane ręcznie']],
  [4, 'IVR prowadzi do złej kolejki', ['Menu z 2019 roku']],
];

/** Where an issue of the list came from: an insight, or somebody's own words. */
export type IssueSource = 'summer' | 'invoice' | 'waiting' | 'hand';

/** Issue, importance and urgency around which the raters differ, and where it came from. */
export const ISSUES: readonly (readonly [
  title: string,
  importance: number,
  urgency: number,
  source: IssueSource,
])[] = [
  ['Klienci czekają na infolinii ponad dziesięć minut', 5, 5, 'summer'],
  ['Faktura wymaga telefonu do obsługi', 5, 4, 'invoice'],
  ['Nikt nie oddzwania w obiecanym terminie', 4, 4, 'waiting'],
  ['Strona „kontakt” tylko po polsku', 2, 1, 'hand'],
  ['Konsultant nie widzi poprzednich rozmów klienta', 5, 4, 'waiting'],
  ['Numer sprawy trzeba przepisać ręcznie', 4, 5, 'waiting'],
  ['Aplikacja nie przypomina o odczycie licznika', 4, 2, 'hand'],
  ['Zmiana taryfy wymaga wizyty w oddziale', 5, 1, 'hand'],
  ['Ulotka w kopercie powtarza treść faktury', 2, 4, 'invoice'],
];

/** What was found in the pilot round of shifts, with how it is rated. */
export const FINDINGS: readonly (readonly [
  reporter: string,
  kind: 'question' | 'request' | 'bug',
  text: string,
  importance: number,
  urgency: number,
])[] = [
  [
    'sales',
    'request',
    'Oddział w piątki zamknięty po południu\nTrzy osoby w jeden dzień pytały, czy da się przyjść po pracy.',
    2,
    3,
  ],
  [
    'finance',
    'question',
    'Umowa przychodzi w dwóch kopertach\nKlient pyta, czy druga koperta to wezwanie do zapłaty.',
    1,
    2,
  ],
];

/** Half the raters find it urgent and half do not. */
export const DISPUTED_ISSUE = 'Czat zamyka się o szesnastej, a po niej odpowiada automat';

/** The code frame of the comments: name, and the words and phrases that give the tag. */
export const TAGS: readonly (readonly [name: string, phrases: readonly string[]])[] = [
  ['Czas oczekiwania', ['kolejka', 'infolinia', 'oczekiwanie', 'czekałam', 'czekałem', 'queue']],
  ['Faktura', ['faktura', 'invoice']],
  ['Oddzwanianie', ['oddzwonić', 'oddzwonił', 'called back']],
  ['Reklamacje', ['reklamacja']],
];

/** Pinned from the wave before the newest, so that there is something to compare; the first workshop began with it. */
export const INVOICE_INSIGHT = {
  title: 'Faktura jest dla klientów mało zrozumiała',
  note: 'Kto nie rozumie faktury, dzwoni: to drugi powód kontaktu po czasie oczekiwania.',
};
/** Pinned and not used anywhere yet. */
export const APP_INSIGHT = {
  title: 'Tak klienci oceniają aplikację',
  note: 'Punkt odniesienia, zanim wejdzie nowe logowanie.',
};
/** With what customers wrote, as an analyst chose it from their comments. */
export const WAITING_INSIGHT = {
  title: 'Klienci czekają za długo',
  quotes: [
    'W kolejce spędziłam całą przerwę w pracy, po czym połączenie zostało przerwane.',
    'Obiecano, że ktoś oddzwoni. Minął tydzień i nadal nic.',
  ],
};
export const SUMMER_INSIGHT = {
  title: 'Latem czas oczekiwania był naszym najsłabszym punktem',
  note: 'Najniższa ocena ze wszystkich pozycji. W komentarzach krytyków wraca kolejka na infolinii.',
};
