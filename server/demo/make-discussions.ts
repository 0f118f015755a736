import type { SubjectRef } from '#lib/base/subject.ts';
import { told, type DemoScene } from './demo-scene.ts';

const INVOICE_PROJECT = 'Faktura na jednej stronie';
const SURVEY_TEXT = 'wzór;zrozumiałość\nstary;3,3\npierwszy;3,8\ndrugi;4,1\n';

/** What people say in the story: about the project of the invoice, an issue that nobody took yet, a finding, a round. */
export function makeDiscussions(scene: DemoScene): void {
  const { app, calendar, cast } = scene;
  const on = (day: number, time: string, act: (say: Say) => Promise<unknown>): void =>
    calendar.on(day, time, async () => {
      await act(async (who, subject, text, fields = {}) => {
        const input = { kind: subject.kind, subjectId: subject.id, text, ...fields };
        return (await app.discussion.writeMessage(cast(who), input)).messageId;
      });
    });
  const nameOf = (key: string): string => cast(key).name;

  const project = async (): Promise<SubjectRef> => {
    const found = (await app.projects.listProjects(cast('lead'))).find(
      ({ title }) => title === INVOICE_PROJECT,
    );
    return { kind: 'project', id: found?.id ?? '' };
  };
  let question = '';
  on(-9, '09:10', async (say) => {
    const files = new File([SURVEY_TEXT], 'badanie-wzorów.csv', { type: 'text/csv' });
    const text = 'Wyniki badania trzech wzorów. Drugi wygrywa wyraźnie, @FINANCE proszę o decyzję do piątku.';
    await say('analyst', await project(), text.replace('FINANCE', nameOf('finance')), { files });
  });
  on(-9, '11:40', async (say) => {
    const text = 'Drugi wzór. Opis opłaty mocowej zostaje na odwrocie: https://www.ure.gov.pl/';
    await say('finance', await project(), text);
  });
  on(-6, '08:20', async (say) => {
    question = await say('marketing', await project(), 'Czy zdążymy przed rozliczeniem rocznym?', {
      isQuestion: 'true',
    });
  });
  on(-6, '10:05', async () => {
    const text = 'Tak, jeśli drukarnia odda wzór do końca tygodnia. Plan B jest uzgodniony z IT.';
    await app.discussion.answerQuestion(cast('finance'), { questionId: question, text });
  });
  on(-2, '09:00', async (say) => {
    await say('service', await project(), 'O ile spadły telefony o fakturę po pierwszym teście?', {
      isQuestion: 'true',
    });
  });

  const issue = async (): Promise<SubjectRef> => {
    const issues = await app.issues.listIssues(cast('lead'));
    const open = issues.find(({ state, origin }) => state === 'open' && origin.kind === 'cause');
    return { kind: 'issue', id: open?.id ?? '' };
  };
  on(-4, '09:30', async (say) => {
    const quote = { quoteKind: 'insight', quoteId: told(scene.insights, 'nps') };
    const messageId = await say('analyst', await issue(), 'To samo widać w wyniku.', quote);
    await app.discussion.changeMessage(cast('analyst'), {
      ...{ messageId, version: 1, text: 'To samo widać w wyniku, najmocniej przy telefonie.' },
    });
  });
  on(-4, '12:15', async (say) => {
    await say('mentor', await issue(), `@${nameOf('lead')}, na dyżurach słyszymy to codziennie.`);
  });
  on(-3, '14:30', async (say) => {
    const messageId = await say('brand', await issue(), 'Zostawiam tu wersję roboczą listu do klientów.');
    await app.discussion.removeMessage(cast('brand'), { messageId });
  });
  on(-1, '08:05', async (say) => {
    await say(
      'marketing',
      await issue(),
      'Ilu klientów to dotyczy? Od tego zależy, czy bierzemy to w tym roku.',
      {
        ...{ isQuestion: 'true', askedId: cast('lead').id },
      },
    );
  });

  on(-2, '15:00', async (say) => {
    const [round] = await app.shifts.listRounds(cast('lead'));
    if (round)
      await say(
        'mentor',
        { kind: 'round', id: round.id },
        'Na pierwszą turę proszę przyjść kwadrans wcześniej.',
      );
    const rounds = await app.shifts.listRounds(cast('lead'));
    const details = await Promise.all(rounds.map(({ id }) => app.shifts.getRoundFindings(cast('lead'), id)));
    const finding = details.flatMap(({ findings }) => findings).find(({ kind }) => kind === 'question');
    if (!finding) return;
    const about = { kind: 'finding', id: finding.id } as const;
    await say('lead', about, 'Czy to zdarza się częściej?', { isQuestion: 'true' });
    await say('mentor', about, 'U mnie dwa razy w tym tygodniu.');
  });
}

type Say = (who: string, subject: SubjectRef, text: string, fields?: object) => Promise<string>;
