import type { DemoScene } from '../demo-scene.ts';

/** What two guests of the pilot wrote at the end of their tours. */
const ENTRIES = [
  {
    key: 'employee',
    text: [
      'Pierwsza rozmowa trwała jedenaście minut, z czego **siedem szukaliśmy numeru klienta**. Pani po drugiej',
      'stronie była spokojniejsza ode mnie.',
      '',
      'Najwięcej nauczyłam się od mentora: najpierw zapytać, co już zostało zrobione.',
    ].join('\n'),
  },
  {
    key: 'brand',
    text: [
      'Nasza ulotka obiecuje odpowiedź w jeden dzień. W kolejce widać, że to dwa dni, i klienci to wiedzą.',
      '',
      'Po powrocie przepisałam ulotkę. Zajęło to kwadrans.',
    ].join('\n'),
  },
];

/** A story of the pilot: two entries that a lead chose, to which both authors agreed, and which everybody reads. */
export function tellPilotStory({ app, calendar, cast }: DemoScene): void {
  const roundOf = async (): Promise<string> =>
    (await app.shifts.listRounds(cast('lead'))).find(({ title }) => title === 'Runda pilotażowa')?.id ?? '';
  const monday = calendar.monday(-66);
  const wednesday = Temporal.PlainDate.from(monday).add({ days: 2 }).toString();
  calendar.on(wednesday, '15:45', async () => {
    const roundId = await roundOf();
    for (const { key, text } of ENTRIES) {
      const entry = await app.shifts.saveDiary(cast(key), { roundId, day: app.today(), version: 0, text });
      await app.shifts.publishDiary(cast(key), { roundId, ...entry });
    }
  });
  calendar.on(-54, '10:00', async () => {
    const roundId = await roundOf();
    const lead = cast('lead');
    const { entries } = await app.shifts.getStoryStart(lead, roundId);
    const { storyId } = await app.shifts.addStory(lead, {
      ...{ roundId, title: 'Trzy dni przy telefonie' },
      entryIds: entries.map(({ id }) => id),
    });
    const pick = async () => ({
      ...{ roundId, storyId },
      version: (await app.shifts.getStory(lead, { roundId, storyId })).version,
    });
    await app.shifts.askStory(lead, await pick());
    for (const { key } of ENTRIES)
      await app.shifts.answerStory(cast(key), { ...(await pick()), answer: 'yes' });
    await app.shifts.publishStory(lead, await pick());
  });
}
