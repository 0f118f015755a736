import { told, type DemoScene } from '../demo-scene.ts';

/** What a team outside brings along, as it comes out of Jira. */
const OUTSIDE_LIST = [
  'Summary,Issue key,Status,Priority,Labels,Labels,Reporter,Created,Description',
  'Klienci czekają na infolinii dziesięć minut,CX-41,To Do,High,infolinia,,it@example.org,2026-09-14,Zgłoszone przez dyżur.',
  'Hasło do aplikacji wygasa bez ostrzeżenia,CX-42,To Do,Medium,aplikacja,logowanie,,2026-09-21,',
  'Formularz reklamacji gubi załączniki,CX-38,Done,High,reklamacje,,,2026-07-02,Naprawione w sierpniu.',
].join('\n');

/** People report what they run into, a lead decides about it, and a list comes in from another team. */
export function fillTriage({ app, calendar, cast, issues }: DemoScene): void {
  const report = (by: string, title: string, description = ''): Promise<string> =>
    app.issues.addIssue(cast(by), { title, description });
  let [known, colour, later] = ['', '', ''];
  calendar.on(-12, '10:00', async () => {
    known = await report('employee', 'Zmiana taryfy tylko w oddziale', 'Klienci proszą o to przez telefon.');
    colour = await report('brand', 'Przycisk „zapłać” powinien być zielony');
    later = await report('sales', 'Umowy firmowe podpisuje się tylko na papierze');
  });
  calendar.on(-11, '09:00', async () => {
    const lead = cast('lead');
    await app.issues.mergeIssues(lead, {
      fromId: known,
      into: told(issues, 'Zmiana taryfy wymaga wizyty w oddziale'),
    });
    await app.issues.triageIssues(lead, {
      ids: [colour],
      triage: 'declined',
      reason: 'Nie mamy sygnału od klientów, że koloru przycisku nie widać.',
    });
    await app.issues.triageIssues(lead, { ids: [later], triage: 'snoozed', until: calendar.day(40) });
    await app.issues.setIssueOwner(lead, {
      ids: [told(issues, 'Numer sprawy trzeba przepisać ręcznie')],
      ownerId: cast('analyst').id,
    });
    await app.issues.tellOutcomes();
  });
  calendar.on(-4, '11:00', async () => {
    const form = { file: new TextEncoder().encode(OUTSIDE_LIST), fileName: 'jira-cx.csv' };
    const { fingerprint: seen } = await app.issues.previewIssueImport(cast('lead'), form);
    await app.issues.importIssues(cast('lead'), { ...form, seen });
  });
  calendar.on(-1, '12:00', async () => {
    await report(
      'employee',
      'Aplikacja wylogowuje w trakcie płatności',
      'Trzy osoby zadzwoniły dziś rano, że po zalogowaniu musiały zaczynać od początku.',
    );
  });
}
