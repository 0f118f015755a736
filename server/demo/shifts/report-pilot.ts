import type { DemoScene } from '../demo-scene.ts';

/** How the contacts of the pilot were rated, from 1 to 5. */
const CONTACTS = {
  scale: { low: 1, high: 5 },
  guests: { counts: [2, 3, 6, 19, 24], people: 5 },
  team: { counts: [14, 21, 58, 163, 214], people: 9 },
  teamDays: 26,
};

/** The report of the pilot: what the lead says, how contacts were rated, and that there is a next round. */
export function reportPilot({ app, calendar, cast }: DemoScene): void {
  calendar.on(-55, '11:00', async () => {
    const lead = cast('lead');
    const round = (await app.shifts.listRounds(lead)).find(({ title }) => title === 'Runda pilotażowa');
    const roundId = round?.id ?? '';
    const version = async () => String((await app.shifts.getReportDesk(lead, roundId)).version);
    await app.shifts.keepContacts(lead, {
      ...{ roundId, version: await version(), sums: JSON.stringify(CONTACTS) },
    });
    await app.shifts.writeReport(lead, {
      ...{ roundId, version: await version(), agentDays: '26', agentFindings: '7' },
      thanks: 'Dziękuję wszystkim, którzy **odebrali swoje pierwsze zgłoszenie**, i mentorom za cierpliwość.',
      worked: '- krótki dyżur, który mieści się w tygodniu pracy\n- dwóch mentorów na każdej turze',
      toChange: 'Lista startowa powinna być krótsza, a loginy gotowe dzień wcześniej.',
    });
    const { decisionId } = await app.decisions.makeDecision(lead, {
      ...{ question: 'Czy po rundzie pilotażowej organizujemy następną?', deciderIds: [lead.id] },
      ...{ options: 'Tak, z poprawkami\nNie', kind: 'round', subjectId: roundId },
    });
    await app.decisions.decide(lead, {
      ...{
        decisionId,
        version: '1',
        outcome: 'Tak, z poprawkami',
        why: 'Trzy dni wystarczyły, by zobaczyć pracę.',
      },
    });
    await app.shifts.publishReport(lead, { roundId, version: await version() });
  });
}
