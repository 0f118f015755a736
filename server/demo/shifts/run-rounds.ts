import { seededRandom } from '#lib/base/random.ts';
import type { DemoScene } from '../demo-scene.ts';
import { rate } from '../issues/fill-issues.ts';
import { FINDINGS } from '../story.ts';

const MENTORS = ['mentor', 'mentor2'];
/** What everybody on a tour ticks before they start, and before they leave. */
const CHECKLIST = [
  { part: 'start', text: 'Zaloguj się do systemu zgłoszeń' },
  { part: 'start', text: 'Przeczytaj dzisiejszą notatkę zmiany' },
  { part: 'start', scope: 'phone', text: 'Sprawdź słuchawki z mentorem' },
  { part: 'end', text: 'Wyloguj się z kolejki' },
  { part: 'end', scope: 'tickets', text: 'Opisz, na czym stanęło każde otwarte zgłoszenie' },
] as const;
/** The first round begins on the Monday from this day on, counted from today... */
const FIRST_ROUND_FROM = 1;
/** ...and on this one by the latest, whatever day of the week is today. */
export const FIRST_ROUND_BY = FIRST_ROUND_FROM + 6;

/** A pilot round of shifts with what was found on it, and the first round, which begins next Monday. */
export function runRounds(scene: DemoScene): void {
  runPilot(scene);
  planFirst(scene);
}

function runPilot(scene: DemoScene): void {
  const { app, calendar, cast, issues } = scene;
  const monday = calendar.monday(-66);
  const day = (offset: number): string => Temporal.PlainDate.from(monday).add({ days: offset }).toString();
  let roundId = '';
  calendar.on(-75, '10:00', async () => {
    roundId = await app.shifts.planRound(cast('lead'), {
      title: 'Runda pilotażowa',
      goal: 'Sprawdzić, czy trzy dni wystarczą, by zobaczyć pracę obsługi',
      startsOn: day(0),
      endsOn: day(2),
      startsAt: '08:00',
      endsAt: '16:00',
      places: 2,
      hasLadder: true,
      mentorIds: MENTORS.map((key) => cast(key).id),
    });
    for (const item of CHECKLIST) await app.shifts.addChecklistItem(cast('lead'), item);
    const { tours } = await app.shifts.getRound(cast('lead'), roundId);
    for (const [at, key] of ['service', 'sales', 'finance', 'employee'].entries())
      await app.shifts.signUp(cast(key), { tourId: tours[at % 3]?.id, scopes: ['phone', 'tickets'] });
  });
  calendar.on(day(0), '07:55', async () => {
    const [first] = (await app.shifts.getRound(cast('lead'), roundId)).tours;
    for (const key of MENTORS) await app.shifts.sayPresence(cast(key), { tourId: first?.id, isThere: true });
  });
  calendar.on(day(0), '15:40', async () => {
    const [first] = (await app.shifts.getRound(cast('lead'), roundId)).tours;
    const guest = cast('service');
    const seat = { tourId: first?.id, personId: guest.id };
    await app.shifts.addTicket(guest, { ...seat, text: 'HB-1042 Korekta faktury za wrzesień' });
    const shift = async () =>
      (await app.shifts.getTourDay(guest, first?.id ?? '')).guests.find(
        ({ personId }) => personId === guest.id,
      )?.shift;
    for (const { id } of (await shift())?.items ?? [])
      await app.shifts.tickItem(guest, { ...seat, itemId: id, isDone: true });
    for (const { id } of (await shift())?.tickets ?? [])
      await app.shifts.handTicket(guest, {
        ...{ tourId: first?.id, ticketId: id, toId: cast('mentor').id, dueOn: '' },
      });
    await app.shifts.closeShift(guest, { tourId: first?.id, isClosed: true });
  });
  calendar.on(day(1), '10:00', async () => {
    const [first] = (await app.shifts.getRound(cast('lead'), roundId)).tours;
    const { guests } = await app.shifts.getTourDay(cast('mentor'), first?.id ?? '');
    for (const { handed } of guests.flatMap(({ shift }) => shift?.tickets ?? []))
      await app.commitments.keepCommitment(cast('mentor'), {
        commitmentId: handed?.commitmentId,
        version: 1,
      });
  });
  // What was found waits for a lead, who takes it up the next morning.
  calendar.on(day(3), '09:00', async () => {
    const { issues: waiting } = await app.issues.listForTriage(cast('lead'));
    const ids = waiting.map(({ id }) => id);
    await app.issues.triageIssues(cast('lead'), { ids, triage: 'accepted' });
  });
  const random = seededRandom(11);
  for (const [reporter, kind, text, importance, urgency] of FINDINGS) {
    const [title = ''] = text.split('\n');
    calendar.on(day(2), '15:00', async () => {
      await app.shifts.reportFinding(cast(reporter), { roundId, kind, text });
      const listed = await app.issues.listIssues(cast('lead'));
      const issue = listed.find((candidate) => candidate.title === title);
      if (issue) issues.set(title, issue.id);
    });
    calendar.on(day(9), '15:00', () => rate(scene, title, { importance, urgency }, random));
  }
}

function planFirst(scene: DemoScene): void {
  const { app, calendar, cast } = scene;
  const monday = calendar.monday(FIRST_ROUND_FROM);
  const day = (offset: number): string => Temporal.PlainDate.from(monday).add({ days: offset }).toString();
  let roundId = '';
  calendar.on(-16, '10:00', async () => {
    roundId = await app.shifts.planRound(cast('lead'), {
      title: 'Pierwsza runda',
      goal: 'Zobaczyć na własne oczy, o co pytają klienci',
      startsOn: day(0),
      endsOn: day(9),
      startsAt: '08:00',
      endsAt: '16:00',
      places: 2,
      place: 'Biuro obsługi, 2. piętro',
      isRemote: true,
      leaveHours: 24,
      hasLadder: true,
      mentorIds: MENTORS.map((key) => cast(key).id),
    });
    // One tour of two days, for those who want to see how a case goes on.
    await app.shifts.addTour(cast('lead'), {
      roundId,
      startsOn: day(10),
      endsOn: day(11),
      // Whatever lies there in the year in which the demo is made.
      onDaysOff: true,
      inSeasons: true,
      startsAt: '08:00',
      endsAt: '16:00',
      places: 2,
      departmentCap: 1,
      scopes: ['chat', 'messenger', 'tickets'],
      mentorIds: MENTORS.map((key) => cast(key).id),
    });
  });
  calendar.on(-13, '13:00', async () => {
    const { tours } = await app.shifts.getRound(cast('lead'), roundId);
    for (const [at, key] of ['service', 'it', 'sales', 'brand', 'finance'].entries()) {
      await app.shifts.signUp(cast(key), {
        tourId: tours[at % 3]?.id,
        scopes: at % 2 === 0 ? ['chat', 'tickets'] : ['phone', 'chat'],
      });
    }
    // The first tour is full: who comes later waits for a seat.
    await app.shifts.signUp(cast('employee'), { tourId: tours[0]?.id, scopes: ['chat'] });
    await app.shifts.offerSwap(cast('finance'), tours[1]?.id ?? '');
  });
  calendar.on(-3, '14:00', async () => {
    const { entryId, version } = await app.shifts.saveDiary(cast('it'), {
      ...{ roundId, day: app.today(), version: 0 },
      text: [
        '## Przygotowanie',
        '',
        '- przeczytane procedury reklamacji',
        '- **zaskoczenie**: numer sprawy trzeba przepisać ręcznie z jednego okna do drugiego',
      ].join('\n'),
    });
    await app.shifts.publishDiary(cast('it'), { roundId, entryId, version });
    await app.shifts.takeAway(cast('it'), {
      ...{ roundId, text: 'Numer sprawy przechodzi między oknami sam', dueOn: calendar.workday(15) },
    });
    await app.shifts.reportFinding(cast('it'), {
      ...{ roundId, kind: 'docs', quote: 'Na stronie macie inny numer niż w pismach' },
      text: 'Procedura reklamacji podaje stary numer infolinii',
    });
    await app.shifts.reportFinding(cast('it'), {
      roundId,
      kind: 'question',
      text: 'Gdzie znajdę numer klienta?\nNa fakturze stoi w trzech miejscach pod różnymi nazwami.',
    });
  });
}
