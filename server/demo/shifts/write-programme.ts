import { CAST } from '../story.ts';
import type { DemoScene } from '../demo-scene.ts';

const RULES = `# Udział

- Dyżury są dobrowolne. Nikt nie musi tłumaczyć, dlaczego nie bierze udziału.
- Sam wybierasz kanały; telefon można pominąć.
- Przełożony zna termin przed turą i może raz zgłosić zastrzeżenie.

# Na turze

- Zaczynasz od przyglądania się. Klientów obsługujesz, gdy zgodzicie się co do tego z mentorem.
- Obiecuj tylko to, czego dotrzymasz, i zapisz obietnicę.

# Przed wyjściem

- Nie zostawiaj otwartych zgłoszeń: zamknij je albo przekaż konkretnej osobie.`;

const PROGRAMME = {
  title: 'Wszyscy mamy dyżur w obsłudze',
  aim: 'Kto u nas podejmuje decyzje, wie z pierwszej ręki, o co i dlaczego pytają klienci. Zarząd idzie pierwszy.',
  rules: RULES,
  authorisation: `Upoważniamy Cię do przetwarzania danych osobowych klientów na czas Twoich tur, w zakresie potrzebnym do ich obsługi.

- Zaglądaj tylko do danych klienta, którego obsługujesz.
- Niczego nie wynoś z naszych systemów.
- Od razu zgłoś mentorowi, gdy dane trafią do kogoś, dla kogo nie były przeznaczone.`,
};
/** What people said in the poll; who is not named here did not vote. */
const VOTES = [
  ['service', 'for', 'Sam poszedłem w pilotażu i widzę sens'],
  ['marketing', 'for', ''],
  [
    'finance',
    'against',
    'Koniec miesiąca to u nas zamknięcie ksiąg, wtedy nikt nie może zniknąć na trzy dni',
  ],
  ['sales', 'for', ''],
  ['it', 'for', 'Wreszcie zobaczymy, co naprawdę nie działa'],
  ['lawyer', 'neutral', 'Proszę tylko o osobne upoważnienie do danych'],
  ['mentor', 'for', ''],
  ['employee', 'for', ''],
  ['brand', 'for', ''],
] as const;
/** Who has a tour to come and has not confirmed what is in force. */
const UNCONFIRMED = 'brand';

/** The programme: a first version that everybody was asked about, confirmed by nearly all, and the draft of the second. */
export function writeProgramme({ app, calendar, cast }: DemoScene): void {
  const { shifts, decisions } = app;
  const draftOf = async () => {
    const { draft } = await shifts.getProgramme(cast('lead'));
    return { programmeId: draft?.id ?? '', version: String(draft?.version ?? 1) };
  };
  const decisionOf = async () => {
    const { draft } = await shifts.getProgramme(cast('lead'));
    return decisions.getDecision(cast('lead'), draft?.decision?.id ?? '');
  };
  calendar.on(-38, '10:00', async () => {
    await shifts.saveProgramme(cast('lead'), {
      ...PROGRAMME,
      sponsorIds: [cast('finance').id, cast('service').id],
    });
    await shifts.proposeProgramme(cast('lead'), {
      ...(await draftOf()),
      question: 'Czy przyjmujemy program „Wszyscy mamy dyżur w obsłudze”?',
      proposal: 'Przyjmujemy program dyżurów z celem i zasadami w brzmieniu projektu.',
      ...{ naming: 'named', quorum: '7', endsOn: calendar.workday(-28) },
      deciderIds: [cast('service').id],
    });
  });
  for (const [at, [key, ballotChoice, ballotComment]] of VOTES.entries())
    calendar.on(-37 + Math.floor(at / 3), `1${at}:10`, async () => {
      const { id, polls } = await decisionOf();
      await decisions.castVote(cast(key), {
        ...{ decisionId: id, pollId: polls[0]?.id, ballotChoice, ballotComment },
      });
    });
  calendar.on(-30, '11:00', async () => {
    const { id, polls } = await decisionOf();
    const objection = polls[0]?.votes.find(({ choice }) => choice === 'against');
    await decisions.answerObjection(cast('lead'), {
      ...{ decisionId: id, voteId: objection?.id, version: objection?.version },
      text: 'Rund nie planujemy w ostatnim tygodniu miesiąca, a dyżur zawsze można oddać albo zamienić.',
    });
  });
  calendar.on(-26, '09:30', async () => {
    const open = await decisionOf();
    if (open.state === 'poll')
      await decisions.closePoll(cast('lead'), { decisionId: open.id, version: open.version });
    const { id, version } = await decisionOf();
    await decisions.decide(cast('service'), {
      ...{ decisionId: id, version, outcome: 'Przyjmujemy program od najbliższej rundy.' },
      why: 'Prawie wszyscy są za, a sprzeciw ma odpowiedź.',
    });
    await shifts.putProgrammeInForce(cast('lead'), await draftOf());
  });
  calendar.on(-11, '12:00', async () => {
    const { inForce } = await shifts.getProgramme(cast('lead'));
    for (const { key } of CAST.filter((member) => member.key !== UNCONFIRMED))
      await shifts.confirmProgramme(cast(key), {
        ...{ programmeId: inForce?.id, rules: true, authorisation: true },
      });
  });
  calendar.on(-1, '15:00', () =>
    shifts
      .saveProgramme(cast('lead'), {
        ...PROGRAMME,
        rules: `${RULES}\n- Zapisz, co widać z bliska: co nie działa i o co klienci nie powinni musieć pytać.`,
        sponsorIds: [cast('finance').id, cast('service').id],
      })
      .then(() => undefined),
  );
}
