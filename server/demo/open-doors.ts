import type { DemoScene } from './demo-scene.ts';

/** The client of the workshop about invoices, who promised an answer. */
const HOLDER = { holderName: 'Halina Brzoza', holderAddress: 'biuro@spoldzielnia.example' };

/** A client comes in by a door and says something, and the lead has a calendar that reads their dates. */
export function openDoors({ app, calendar, cast }: DemoScene): void {
  calendar.on(-3, '09:30', async () => {
    const lead = cast('lead');
    await app.feeds.makeFeed(lead, { scope: 'own', parts: ['session', 'shift', 'stage', 'due'] });
    const workshops = await app.workshop.listWorkshops(lead);
    const invoices = workshops.find(({ title }) => title === 'Dlaczego klienci nie rozumieją faktury?');
    const subject = { kind: 'workshop' as const, id: invoices?.id ?? '' };
    const { commitments, lastDay } = await app.outside.getDoorDraft(lead, subject);
    const { path } = await app.outside.makeDoor(lead, {
      ...{ kind: subject.kind, subjectId: subject.id, ...HOLDER, locale: 'pl', until: lastDay },
      title: 'Pytania Państwa mieszkańców o rozliczenie',
      message:
        'Dzień dobry! Tak jak ustaliliśmy, prosimy o pytania, które mieszkańcy zadają najczęściej. Wystarczy lista, bez nazwisk.',
      commitmentIds: commitments
        .filter(({ owner }) => owner.address === HOLDER.holderAddress)
        .map(({ id }) => id),
    });
    const came = { token: path.replace('/door/', ''), address: '127.0.0.1', requestKey: '' };
    const { doorId, visit } = await app.outside.enterDoor(came);
    const holder = await app.outside.findHolder({ doorId, visit });
    if (holder) await app.outside.commentAtDoor(holder, { text: 'Zbieramy pytania, proszę o dwa dni.' });
  });
}
