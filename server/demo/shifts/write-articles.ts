import type { DemoScene } from '../demo-scene.ts';

const ARTICLES = [
  {
    key: 'mentor',
    title: 'Gdzie klient znajdzie numer klienta',
    scopes: ['phone', 'chat', 'messenger', 'tickets'],
    text: `Numer klienta ma **osiem cyfr** i zaczyna się od 40.

## Numer klienta na fakturze

W prawym górnym rogu, pod datą wystawienia. To nie jest numer faktury ani numer punktu.

## Numer klienta w aplikacji

*Profil* → *Moje dane*, na samej górze.`,
  },
  {
    key: 'mentor2',
    title: 'Dlaczego pierwsza faktura jest wyższa',
    scopes: ['phone', 'chat', 'tickets'],
    text: `Pierwsza faktura obejmuje **niepełny miesiąc i cały następny**: opłatę pobieramy z góry. To nie jest błąd.

1. Powiedz, za jaki okres jest każda pozycja.
2. Podaj kwotę następnej faktury.
3. Jeśli klient ma trudność z zapłatą, zaproponuj dwie raty.`,
  },
];

/** Contacts of four weeks by hour, from eight to eight: mornings are busiest, and Mondays above all. */
const BY_HOUR = [14, 27, 33, 30, 24, 19, 17, 18, 21, 16, 9, 5];
const BY_WEEKDAY = [1.3, 1.1, 1, 1, 0.9, 0.3, 0.1];
const WEEKS = 4;

function contactsOf(share: number): number[][] {
  return BY_WEEKDAY.map((busy) =>
    Array.from({ length: 24 }, (_, hour) => Math.round((BY_HOUR[hour - 8] ?? 0) * busy * share * WEEKS)),
  );
}

/** What mentors wrote down for those who come on shift, one article of a finding, and a document elsewhere. */
export function writeArticles({ app, calendar, cast }: DemoScene): void {
  calendar.on(-20, '11:00', async () => {
    for (const { key, ...article } of ARTICLES)
      await app.shifts.addArticle(cast(key), {
        ...{ ...article, ownerId: cast(key).id, reviewOn: calendar.workday(120) },
      });
    await app.shifts.addDocument(cast('mentor'), {
      ...{ title: 'Cennik usług', url: 'https://wiki.example.pl/cennik', scopes: ['phone', 'chat'] },
    });
  });
  calendar.on(-14, '09:00', async () => {
    const monday = calendar.monday(-42);
    await app.shifts.setVolume(cast('mentor'), {
      ...{ fileName: 'kontakty-4-tygodnie.csv', firstDay: monday, refused: 3 },
      lastDay: Temporal.PlainDate.from(monday)
        .add({ days: 7 * WEEKS - 1 })
        .toString(),
      counts: JSON.stringify([
        { scope: 'phone', grid: contactsOf(0.6) },
        { scope: 'chat', grid: contactsOf(0.4) },
      ]),
    });
  });
  calendar.on(-2, '15:30', async () => {
    await app.shifts.reportMissing(cast('it'), { lookedFor: 'Jak wpisać zwrot na konto firmowe' });
    const [round] = await app.shifts.listRounds(cast('mentor'));
    const { findings } = await app.shifts.getRoundFindings(cast('mentor'), round?.id ?? '');
    const old = findings.find(({ kind, quote }) => kind === 'docs' && quote !== '');
    await app.shifts.addArticle(cast('mentor'), {
      ...{ title: 'Który numer infolinii podajemy', scopes: ['phone', 'tickets'], findingId: old?.id },
      text: 'Podajemy wyłącznie numer **ze strony internetowej**. Procedura reklamacji jest poprawiana.',
      ...{ ownerId: cast('mentor').id, reviewOn: calendar.workday(60) },
    });
  });
}
