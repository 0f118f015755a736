import type { DemoScene } from '../demo-scene.ts';
import { told } from '../demo-scene.ts';

interface DemoSeries {
  name: string;
  unit: string;
  direction: 'up' | 'down';
  target: string;
  note?: string;
  /** Month by month, up to the last whole one. */
  values: readonly number[];
}

/** What each area measures: one worsens, one misses its target, the others do well. */
const DEMO_AREAS: readonly { name: string; note: string; owner: string; series: readonly DemoSeries[] }[] = [
  {
    name: 'Infolinia',
    note: 'Połączenia przychodzące i oddzwanianie, codziennie od 7:00 do 21:00.',
    owner: 'mentor',
    series: [
      {
        ...{ name: 'Rozwiązane przy pierwszym kontakcie', unit: '%', direction: 'up', target: '75' },
        note: 'Z systemu zgłoszeń: sprawy bez ponownego kontaktu w ciągu 7 dni.',
        values: [76, 77.5, 76.8, 78, 77.2, 78.4, 78.1, 77.9, 76.5, 75.8, 74.1, 72.6],
      },
      {
        ...{ name: 'Połączenia porzucone', unit: '%', direction: 'down', target: '5' },
        values: [6.1, 5.4, 5.8, 6.3, 5.1, 4.9, 5.6, 6, 5.7, 6.4, 5.9, 7.2],
      },
    ],
  },
  {
    name: 'Poczta i formularz',
    note: 'Listy elektroniczne i formularz na stronie.',
    owner: 'service',
    series: [
      {
        ...{ name: 'Czas pierwszej odpowiedzi', unit: 'godz.', direction: 'down', target: '24' },
        values: [38, 35.5, 33, 34, 29.5, 27, 26.5, 24, 25, 22.5, 21, 20.5],
      },
    ],
  },
  {
    name: 'Reklamacje',
    note: 'Od przyjęcia do odpowiedzi, wszystkie kanały.',
    owner: 'backoffice',
    series: [
      {
        ...{ name: 'Reklamacje rozpatrzone w 14 dni', unit: '%', direction: 'up', target: '95' },
        values: [91, 92.5, 90.8, 93, 94.1, 93.2, 95, 94.4, 95.6, 96.1, 95.2, 96.4],
      },
    ],
  },
];

/** What is measured of the whole organisation comes as one table, as from a spreadsheet. */
const WHOLE_SERIES: readonly DemoSeries[] = [
  {
    ...{ name: 'Nowe umowy', unit: 'szt.', direction: 'up', target: '1200' },
    note: 'Z systemu sprzedaży, bez zmian taryfy u obecnych klientów.',
    values: [1310, 1275, 1290, 1240, 1265, 1220, 1235, 1180, 1205, 1160, 1150, 1120],
  },
  {
    ...{ name: 'Klienci, którzy odeszli', unit: '%', direction: 'down', target: '' },
    values: [1.1, 1.2, 1, 1.1, 1.3, 1.2, 1.2, 1.4, 1.3, 1.5, 1.4, 1.6],
  },
];

export const WORSENING_ISSUE = 'Coraz mniej spraw kończy się na jednym telefonie';

/** Areas and their figures fill: by hand month by month, and by a table; of the one that worsens an issue is made. */
export function fillAreas({ app, calendar, cast, issues }: DemoScene): void {
  calendar.on(-30, '09:30', async () => {
    const analyst = cast('analyst');
    for (const { name, note, owner, series } of DEMO_AREAS) {
      const { areaId } = await app.areas.addArea(cast('lead'), { name, note, ownerId: cast(owner).id });
      for (const { values, ...words } of series) {
        const { seriesId } = await app.areas.addSeries(analyst, { areaId, ...words });
        for (const [day, value] of byMonth(app.today(), values))
          await app.areas.enterPoint(analyst, { seriesId, day, value: String(value).replace('.', ',') });
      }
    }
    for (const { values: _values, ...words } of WHOLE_SERIES) await app.areas.addSeries(analyst, words);
    const table = {
      file: new TextEncoder().encode(tableOf(app.today())),
      fileName: 'wskazniki-zarzad.csv',
    };
    const { fingerprint } = await app.areas.previewSeriesImport(analyst, table);
    await app.areas.importSeries(analyst, { ...table, seen: fingerprint });
  });
  calendar.on(-9, '10:00', async () => {
    const lead = cast('lead');
    const { areas, whole } = await app.areas.listScorecards(lead);
    const worst = areas.flatMap(({ series }) => series).find(({ standing }) => standing.worsening !== null);
    if (!worst?.standing.latest) return;
    const { issueNumber } = await app.areas.makeIssueOfSeries(lead, {
      ...{ seriesId: worst.id, title: WORSENING_ISSUE },
      description: `Wskaźnik „${worst.name}” spada od kilku miesięcy: ostatnio ${worst.standing.latest.value} ${worst.unit}.`,
    });
    issues.set(WORSENING_ISSUE, (await app.issues.getIssueAddress(lead, String(issueNumber))).id);
    // Sales are the reason of what customers say when they leave the page of prices.
    const sales = whole.find(({ name }) => name === WHOLE_SERIES[0]?.name);
    const other = await app.issues.getIssue(lead, told(issues, 'Zmiana taryfy wymaga wizyty w oddziale'));
    if (sales) await app.areas.linkSeries(lead, { seriesId: sales.id, issue: String(other.number) });
  });
}

/** The first days of so many whole months before a day (ISO), each with its value. */
function byMonth(today: string, values: readonly number[]): [string, number][] {
  const month = Temporal.PlainDate.from(today).with({ day: 1 });
  return values.map((value, at) => [month.subtract({ months: values.length - at }).toString(), value]);
}

/** A table as a spreadsheet in Polish saves it: one series a column. */
function tableOf(today: string): string {
  const columns = WHOLE_SERIES.map(({ values }) => byMonth(today, values));
  const rows = (columns[0] ?? []).map(([day], at) => [
    day.slice(0, 7),
    ...columns.map((column) => String(column[at]?.[1] ?? '').replace('.', ',')),
  ]);
  return [['Miesiąc', ...WHOLE_SERIES.map(({ name }) => name)], ...rows]
    .map((row) => row.join(';'))
    .join('\n');
}
