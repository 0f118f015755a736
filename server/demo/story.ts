/** The people and texts of the demo organisation. None of them exists. */
export const DEMO_ORGANISATION = 'Lipowa Energia';

export interface CastMember {
  key: string;
  name: string;
  department: string;
  roles: readonly ('admin' | 'lead' | 'analyst' | 'director' | 'mentor')[];
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
  { key: 'admin', name: 'Adam Wrona', department: 'IT', roles: ['admin'] },
  { key: 'lead', name: 'Lidia Zawada', department: 'Obsługa klienta', roles: ['lead'] },
  { key: 'analyst', name: 'Anna Mróz', department: 'Marketing', roles: ['analyst'] },
  { key: 'marketing', name: 'Maria Lis', department: 'Marketing', roles: ['director'] },
  { key: 'service', name: 'Szymon Gawron', department: 'Obsługa klienta', roles: ['director'] },
  { key: 'mentor', name: 'Marek Sowa', department: 'Obsługa klienta', roles: ['mentor'] },
  { key: 'employee', name: 'Ewa Jeż', department: 'IT', roles: [] },
  { key: 'mentor2', name: 'Monika Kania', department: 'Obsługa klienta', roles: ['mentor'] },
  { key: 'sales', name: 'Paweł Borsuk', department: 'Sprzedaż', roles: ['director'] },
  { key: 'backoffice', name: 'Beata Wilga', department: 'Back office', roles: [] },
  { key: 'lawyer', name: 'Łukasz Żuraw', department: 'Dział prawny', roles: [] },
  { key: 'finance', name: 'Franciszek Dudek', department: 'Finanse', roles: [] },
  { key: 'it', name: 'Irena Szpak', department: 'IT', roles: [] },
  { key: 'brand', name: 'Wanda Czapla', department: 'Marketing', roles: [] },
];

export const WAVES = [
  { name: 'Wiosna 2026', startsOn: '2026-03-02', respondents: 1980, lift: -0.12, waitingLift: -0.25 },
  { name: 'Lato 2026', startsOn: '2026-06-01', respondents: 2140, lift: 0, waitingLift: 0 },
  { name: 'Jesień 2026', startsOn: '2026-09-07', respondents: 2260, lift: 0.05, waitingLift: 0.3 },
] as const;

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

/** Issue, importance and urgency around which the raters differ. */
export const ISSUES: readonly (readonly [title: string, importance: number, urgency: number])[] = [
  ['Klienci czekają na infolinii ponad dziesięć minut', 5, 5],
  ['Faktura wymaga telefonu do obsługi', 5, 4],
  ['Nikt nie oddzwania w obiecanym terminie', 4, 4],
  ['Status reklamacji nie jest widoczny', 4, 2],
  ['Oddział w piątki zamknięty po południu', 2, 3],
  ['Strona „kontakt” tylko po polsku', 2, 1],
  ['Umowa przychodzi w dwóch kopertach', 1, 2],
  ['Konsultant nie widzi poprzednich rozmów klienta', 5, 4],
  ['Numer sprawy trzeba przepisać ręcznie', 4, 5],
  ['Aplikacja nie przypomina o odczycie licznika', 4, 2],
  ['Zmiana taryfy wymaga wizyty w oddziale', 5, 1],
  ['Ulotka w kopercie powtarza treść faktury', 2, 4],
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

/** Pinned from the wave before the newest, so that there is something to compare. */
export const SUMMER_INSIGHT = {
  title: 'Latem czas oczekiwania był naszym najsłabszym punktem',
  note: 'Najniższa ocena ze wszystkich pozycji. W komentarzach krytyków wraca kolejka na infolinii.',
};
