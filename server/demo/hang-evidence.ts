import type { Actor } from '#lib/people/person.ts';
import type { App } from '../app.ts';

const QUEUES = 'godzina;w kolejce;odebrane\n8:00;12;11\n12:00;41;23\n17:00;38;19\n';

/**
 * What the demo's workshop knows about its causes: the figure that it wants to move, a cause tested on the
 * survey, one verified, one ruled out, and a file.
 */
export async function hangDemoEvidence(
  app: App,
  lead: Actor,
  analyst: Actor,
  { workshopId, insightId }: { workshopId: string; insightId: string },
): Promise<void> {
  const { causes } = await app.workshop.listCauses(lead, workshopId);
  const idOf = (text: string): string => causes.find((cause) => cause.text === text)?.id ?? '';
  await app.workshop.setHeadMetric(lead, {
    workshopId,
    insightId,
    target: '3.9',
    targetOn: '2027-06-30',
    version: 0,
  });
  const few = idOf('Za mało konsultantów w szczycie');
  const { waves } = await app.workshop.listFootprintChoices(lead, workshopId);
  const [wave] = waves;
  const segment = wave?.segments.find(({ column }) => column === 'channel');
  const phone = segment?.groups.find(({ key }) => key === 'answer:telefon') ?? segment?.groups[0];
  if (wave && segment && phone) {
    const place = { waveId: wave.id, segment: segment.column, group: phone.key, smallest: 0.2 };
    await app.workshop.testFootprint(lead, { workshopId, causeId: few, ...place });
  }
  const file = new File([QUEUES], 'kolejka-listopad.csv', { type: 'text/csv' });
  await app.workshop.attachFile(analyst, { workshopId, causeId: few, text: 'Kolejka w listopadzie', file });
  await app.workshop.setCauseStatus(analyst, { workshopId, causeId: few, status: 'verified', reason: '' });
  await app.workshop.setCauseStatus(lead, {
    workshopId,
    causeId: idOf('Reklamacja wymaga trzech podpisów'),
    status: 'ruled-out',
    reason: 'Od września wystarcza jeden podpis',
  });
}
