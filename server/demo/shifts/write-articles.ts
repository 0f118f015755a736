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
