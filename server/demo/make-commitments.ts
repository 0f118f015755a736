import type { DemoScene } from './demo-scene.ts';

/** A commitment of the story on the workshop about invoices; its days are offsets from today. */
interface StoryCommitment {
  text: string;
  risk?: string;
  /** One of the cast, or somebody outside. */
  owner: string | { name: string; address: string; side: 'client' | 'third' };
  made: number;
  due: number;
  then?: readonly (
    | { on: number; move: number; why: string }
    | { on: number; interim: string }
    | { on: number; end: 'keep' }
    | { on: number; end: 'break' | 'withdraw'; reason: string }
  )[];
}

/** One in each state: kept, kept late, broken, withdrawn, late, moved twice, answered, and two that are just open. */
const COMMITMENTS: readonly StoryCommitment[] = [
  {
    text: 'Zebrać dziesięć faktur, o które klienci pytają najczęściej',
    owner: 'finance',
    made: -60,
    due: -50,
    then: [{ on: -52, end: 'keep' }],
  },
  {
    text: 'Sprawdzić z prawnikiem, które opisy na fakturze są obowiązkowe',
    owner: 'lawyer',
    made: -60,
    due: -46,
    then: [{ on: -43, end: 'keep' }],
  },
  {
    text: 'Pokazać prognozę zużycia w aplikacji jeszcze przed zimą',
    owner: 'it',
    made: -55,
    due: -25,
    then: [{ on: -24, end: 'break', reason: 'Dostawca aplikacji przesunął wydanie na luty' }],
  },
  {
    text: 'Przetłumaczyć wzór faktury na ukraiński',
    owner: 'brand',
    made: -50,
    due: -20,
    then: [{ on: -30, end: 'withdraw', reason: 'Tłumaczenie zrobi zespół obsługi języków' }],
  },
  {
    text: 'Nowy układ pierwszej strony faktury do testów z klientami',
    risk: 'Bez układu nie zaczniemy testów przed rozliczeniem rocznym',
    owner: 'finance',
    made: -30,
    due: -12,
    then: [
      { on: -14, move: -5, why: 'Czekamy na numer konta w nowym formacie' },
      { on: -6, interim: 'Układ gotowy w połowie, brakuje tabeli zużycia' },
      { on: -5, move: 4, why: 'Tabela zużycia wymaga zgody prawnika' },
    ],
  },
  {
    text: 'Wyjaśnić w bazie wiedzy, skąd bierze się opłata mocowa',
    owner: 'backoffice',
    made: -25,
    due: -3,
  },
  {
    text: 'Odpowiedź spółdzielni, czy wyśle swoje pytania o rozliczenie',
    owner: { name: 'Halina Brzoza', address: 'biuro@spoldzielnia.example', side: 'client' },
    made: -15,
    due: 2,
  },
  {
    text: 'Wycena druku nowych kopert',
    owner: { name: 'Drukarnia Kwant', address: 'oferty@kwant.example', side: 'third' },
    made: -8,
    due: 10,
  },
  { text: 'Przygotować pytania do klientów o nową fakturę', owner: 'analyst', made: -4, due: 1 },
];

/** Enters what was promised about invoices, and what became of it. */
export function makeCommitments({ app, calendar, cast }: DemoScene): void {
  for (const { text, risk = '', owner, made, due, then = [] } of COMMITMENTS) {
    let commitmentId = '';
    const pick = async () => ({
      commitmentId,
      version: (await app.commitments.getCommitment(cast('lead'), commitmentId)).version,
    });
    calendar.on(made, '15:00', async () => {
      const workshops = await app.workshop.listWorkshops(cast('lead'));
      const invoices = workshops.find(({ title }) => title === 'Dlaczego klienci nie rozumieją faktury?');
      const answer = await app.commitments.makeCommitment(cast('lead'), {
        ...{ kind: 'workshop', subjectId: invoices?.id ?? '', text, risk, dueOn: calendar.workday(due) },
        ...(typeof owner === 'string'
          ? { ownerId: cast(owner).id }
          : { ownerName: owner.name, ownerAddress: owner.address, side: owner.side }),
      });
      commitmentId = answer.commitmentId;
    });
    const keeper = () => (typeof owner === 'string' ? cast(owner) : cast('lead'));
    for (const step of then)
      calendar.on(step.on, '11:00', async () => {
        const { commitments } = app;
        if ('move' in step)
          await commitments.moveCommitment(keeper(), {
            ...{ ...(await pick()), dueOn: calendar.workday(step.move), why: step.why },
          });
        else if ('interim' in step)
          await commitments.answerCommitment(keeper(), {
            ...{ ...(await pick()), kind: 'interim', text: step.interim },
          });
        else if (step.end === 'keep') await commitments.keepCommitment(keeper(), await pick());
        else if (step.end === 'break')
          await commitments.breakCommitment(keeper(), { ...(await pick()), reason: step.reason });
        else await commitments.withdrawCommitment(cast('lead'), { ...(await pick()), reason: step.reason });
      });
  }
}
