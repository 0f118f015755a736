import type { DemoScene } from './demo-scene.ts';

/** Who is asked in the poll about envelopes, and what they say; a day before today each. */
const VOTES = [
  ['it', 'for', ''],
  ['brand', 'for', 'Wreszcie jedna strona zamiast trzech'],
  ['finance', 'against', 'Numer konta musi zostać na pierwszej stronie, inaczej wpłaty nie dotrą'],
  ['lawyer', 'neutral', 'Bez uwag, jeśli stopka zostaje'],
  ['backoffice', 'for', ''],
  ['analyst', 'for', 'Zapytajmy klientów jeszcze raz po rozliczeniu'],
] as const;

/** Enters decisions in each state: decided and read by some, in a named poll, superseded, open, and withdrawn. */
export function makeDecisions({ app, calendar, cast }: DemoScene): void {
  const { decisions } = app;
  const ids = (keys: readonly string[]) => keys.map((key) => cast(key).id);
  const pick = async (decisionId: string) => ({
    decisionId,
    version: (await decisions.getDecision(cast('lead'), decisionId)).version,
  });
  let older = '';
  let newer = '';
  let layout = '';
  let survey = '';

  calendar.on(-52, '10:00', async () => {
    const made = await decisions.makeDecision(cast('lead'), {
      question: 'Kto odpowiada na reklamacje z mediów społecznościowych?',
      context: 'Zgłoszenia trafiają dziś do marketingu i czekają średnio dwa dni.',
      options: 'Marketing\nObsługa Klienta',
      deciderIds: ids(['service']),
      readerIds: ids(['marketing', 'mentor', 'mentor2']),
    });
    older = made.decisionId;
  });
  calendar.on(-51, '12:00', async () => {
    const { comparison } = await decisions.getDecision(cast('service'), older);
    await decisions.decide(cast('service'), {
      ...(await pick(older)),
      optionId: comparison.options[0]?.id,
      why: 'Tam są dziś uprawnienia do kont',
      lookAgainOn: calendar.workday(-10),
    });
  });
  calendar.on(-12, '10:00', async () => {
    const made = await decisions.makeDecision(cast('lead'), {
      question: 'Kto odpowiada na reklamacje z mediów społecznościowych?',
      context: 'Po miesiącu: odpowiedź trwa nadal ponad dobę, a mentorzy dostali już dostęp do kont.',
      options: 'Marketing\nObsługa Klienta\nDyżur wspólny',
      criteria: 'Czas odpowiedzi\nZnajomość sprawy\nKoszt',
      deciderIds: ids(['service', 'marketing']),
      readerIds: ids(['mentor', 'mentor2', 'employee', 'brand']),
      replacesId: older,
    });
    newer = made.decisionId;
    await decisions.compareOptions(cast('lead'), {
      ...(await pick(newer)),
      weights: ['3', '2', '1'],
      notes: [
        ...['ponad dobę', 'słaba', 'bez zmian'],
        ...['do dwóch godzin', 'pełna', 'pół etatu'],
        ...['do czterech godzin', 'różna', 'bez zmian'],
      ],
    });
  });
  calendar.on(-9, '11:00', async () => {
    const { comparison } = await decisions.getDecision(cast('service'), newer);
    await decisions.decide(cast('service'), {
      ...(await pick(newer)),
      optionId: comparison.options[1]?.id,
      outcome: 'Marketing przekazuje zgłoszenie w ciągu kwadransa.',
      why: 'Klient czeka na odpowiedź, a nie na dział; obsługa zna historię jego spraw.',
      lookAgainOn: calendar.workday(60),
    });
  });
  calendar.on(-8, '12:00', async () => {
    await decisions.confirmRead(cast('mentor'), await pick(newer));
    await decisions.confirmRead(cast('mentor2'), await pick(newer));
  });
  calendar.on(-6, '10:00', async () => {
    const workshops = await app.workshop.listWorkshops(cast('lead'));
    const invoices = workshops.find(({ title }) => title === 'Dlaczego klienci nie rozumieją faktury?');
    const made = await decisions.makeDecision(cast('lead'), {
      ...{ kind: 'workshop', subjectId: invoices?.id ?? '' },
      question: 'Czy skracamy fakturę do jednej strony?',
      context: 'Klienci czytają tylko pierwszą stronę; druga i trzecia powtarzają dane z umowy.',
      options: 'Jedna strona\nTrzy strony jak dziś',
      criteria: 'Zrozumiałość\nWymogi prawa',
      deciderIds: ids(['marketing', 'lead']),
      readerIds: ids(['finance', 'it', 'backoffice']),
    });
    layout = made.decisionId;
    await decisions.openPoll(cast('lead'), {
      ...(await pick(layout)),
      proposal: 'Od stycznia faktura ma jedną stronę, reszta jest w aplikacji.',
      naming: 'named',
      quorum: '4',
      endsOn: calendar.workday(7),
      askedIds: ids([...VOTES.map(([key]) => key), 'employee', 'mentor']),
    });
  });
  for (const [index, [key, ballotChoice, ballotComment]] of VOTES.entries())
    calendar.on(-5 + Math.floor(index / 2), `1${index}:00`, async () => {
      const { polls } = await decisions.getDecision(cast(key), layout);
      const ballot = { ballotChoice, ballotComment };
      await decisions.castVote(cast(key), { decisionId: layout, pollId: polls[0]?.id, ...ballot });
    });
  calendar.on(-4, '12:00', async () => {
    const made = await decisions.makeDecision(cast('lead'), {
      question: 'Czy pytamy klientów o ocenę po każdej rozmowie, czy raz w miesiącu?',
      context: 'Po każdej rozmowie mamy więcej odpowiedzi, ale część klientów prosi, by pytać rzadziej.',
      options: 'Po każdej rozmowie\nRaz w miesiącu',
      deciderIds: ids(['lead']),
      readerIds: ids(['analyst', 'service']),
    });
    survey = made.decisionId;
  });
  calendar.on(-3, '15:00', async () => {
    const made = await decisions.makeDecision(cast('lead'), {
      question: 'Czy drukujemy jeszcze katalog usług?',
      deciderIds: ids(['marketing']),
    });
    await decisions.dropDecision(cast('lead'), {
      ...(await pick(made.decisionId)),
      reason: 'Umowa z drukarnią i tak się kończy',
    });
  });
  calendar.on(-2, '13:00', async () => {
    await decisions.changeDecision(cast('lead'), {
      ...(await pick(survey)),
      question: 'Czy pytamy klientów o ocenę po każdej rozmowie, czy raz w miesiącu?',
      context: 'Po każdej rozmowie mamy więcej odpowiedzi, ale co dziesiąty klient prosi, by pytać rzadziej.',
      options: 'Po każdej rozmowie\nRaz w miesiącu',
      deciderIds: ids(['lead']),
      readerIds: ids(['analyst', 'service', 'marketing']),
    });
  });
}
