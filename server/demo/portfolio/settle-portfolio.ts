import { told, type DemoScene } from '../demo-scene.ts';

/** What the organisation works with, what is checked when it changes, and who knows it. */
const APPLICATIONS = [
  {
    name: 'CRM',
    checklist: ['Uprawnienia konsultantów', 'Kopia próbna', 'Instrukcja w bazie wiedzy'],
    people: ['mentor', 'lead', 'it'],
  },
  { name: 'Billing', checklist: ['Wydruk próbny', 'Zgodność z księgowością'], people: ['backoffice'] },
  { name: 'Aplikacja mobilna', checklist: ['Sklepy z aplikacjami', 'Regulamin'], people: ['employee'] },
] as const;

/** From this day on the organisation has said how its projects are run: before the first of them. */
const SETTLED = -112;

/** Names of `scene.applications`, for the charters that touch them. */
export type DemoApplication = (typeof APPLICATIONS)[number]['name'];

/** What an administrator decides about projects: limits, the year's money, applications, opinions, and a freeze. */
export function settlePortfolio(scene: DemoScene): void {
  const { app, calendar, cast, applications } = scene;
  calendar.on(SETTLED, '09:00', async () => {
    const admin = cast('admin');
    const year = Number(calendar.today.slice(0, 4));
    await app.projects.saveProjectRules(admin, {
      ...{ version: 0, changeShare: 10, changeDays: 30, decisionDays: 14, lightLimit: '15000' },
      ...{ spendShares: '80, 100', deputyWeeks: 3 },
    });
    for (const [of, amount] of [
      [year, '520000'],
      [year + 1, '600000'],
    ] as const)
      await app.projects.saveEnvelope(admin, { year: of, currency: 'PLN', amount });
    for (const { name, checklist } of APPLICATIONS)
      await app.projects.saveApplication(admin, { name, checklist: checklist.join('\n'), isUsed: 'on' });
    for (const { id, name } of (await app.projects.getProjectSettings(admin)).applications)
      applications.set(name, id);
    await app.projects.saveOpinionRule(admin, {
      ...{ name: 'Prawny', giverId: cast('lawyer').id, need: 'application', days: 7, isUsed: 'on' },
      applicationId: told(applications, 'Aplikacja mobilna'),
    });
    await app.projects.saveOpinionRule(admin, {
      ...{ name: 'Finanse', giverId: cast('finance').id, need: 'none', days: 10, isUsed: 'on' },
    });
    await app.organisation.saveSeason(admin, {
      ...{ name: 'Zamrożenie wdrożeń', kind: 'freeze' },
      ...{ startsOn: calendar.day(50), endsOn: calendar.day(64) },
    });
  });
  calendar.on(-39, '09:00', async () => {
    const lead = cast('lead');
    const known = await app.projects.listKnownApplications(lead);
    for (const { name, people } of APPLICATIONS) {
      const application = known.find((one) => one.name === name);
      await app.projects.saveApplicationPeople(lead, {
        ...{ applicationId: application?.id, version: application?.version },
        personIds: people.map((key) => cast(key).id),
      });
    }
  });
}

/** Opens the lists before leaves that are near, as the product does by itself every hour, and its owner adds a word. */
export function writeHandover({ app, calendar, cast }: DemoScene): void {
  calendar.on(-1, '15:30', async () => {
    await app.projects.followCovers();
    const owner = cast('finance');
    for (const { id } of await app.projects.listProjects(owner)) {
      const [list] = (await app.projects.getCover(owner, id)).handovers;
      if (list?.fromId !== owner.id) continue;
      await app.projects.saveHandover(owner, {
        ...{ projectId: id, handoverId: list.id, version: list.version },
        notes:
          'W środę dzwoni drukarnia, numer jest w karcie projektu. Wzór zatwierdzony: kolejności pól już nie zmieniamy.',
      });
    }
  });
}
