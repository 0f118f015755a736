import { agreementField } from '#lib/base/agreement/agreement-forms.ts';
import type { FeedbackPart } from '#lib/shifts/feedback/feedback.ts';
import type { DemoScene } from '../demo-scene.ts';

/** What each guest of the pilot said, statement by statement: they know their customers better than before. */
const SAID: Readonly<Record<string, { before: string; after: string }>> = {
  service: { before: '4432', after: '5454544' },
  sales: { before: '3223', after: '4344455' },
  finance: { before: '2112', after: '4443545' },
  employee: { before: '2321', after: '5434444' },
  brand: { before: '3232', after: '4455354' },
};

/** The guests of the pilot answer without names, before their first tour and after it; then the urns are opened. */
export function sayFeedback({ app, calendar, cast }: DemoScene): void {
  const say = async (part: Exclude<FeedbackPart, 'mentors'>): Promise<void> => {
    const rounds = await app.shifts.listRounds(cast('lead'));
    const roundId = rounds.find(({ title }) => title === 'Runda pilotażowa')?.id ?? '';
    for (const [key, said] of Object.entries(SAID))
      await app.shifts.answerFeedback(cast(key), {
        ...{ roundId, part },
        ...Object.fromEntries([...said[part]].map((value, index) => [agreementField(index), value])),
      });
  };
  calendar.on(-74, '13:00', () => say('before'));
  calendar.on(-56, '15:00', () => say('after'));
  calendar.on(-40, '08:00', () => app.shifts.closeFeedback());
}
