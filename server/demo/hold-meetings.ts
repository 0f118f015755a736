import * as Y from 'yjs';
import { openFishbone, readFishbone } from '#lib/ishikawa/doc/fishbone-doc.ts';
import { documentName } from '#lib/sync/document-name.ts';
import { notesMap } from '#lib/workshop/meeting/notes-doc.ts';
import { addIdea } from '#lib/workshop/write/draft-doc.ts';
import { boardName } from '../workshop/board.ts';
import type { DemoScene } from './demo-scene.ts';
import { moveDemoRoom } from './run-workshops.ts';

/**
 * The other meetings of the story: status meetings of a project, of which one was held and the next is prepared, and a
 * retrospective after the first round of shifts.
 */
export function holdMeetings(scene: DemoScene): void {
  holdStatus(scene);
  lookBack(scene);
}

function holdStatus(scene: DemoScene): void {
  const { app, calendar, cast } = scene;
  let id = '';
  calendar.on(-12, '10:00', async () => {
    const lead = cast('lead');
    const projects = await app.projects.listProjects(lead);
    const project = projects.find(({ state }) => state === 'running');
    if (!project) return;
    id = await app.workshop.createWorkshop(lead, {
      kind: 'status',
      title: `Status: ${project.title}`,
      language: 'pl',
      about: `project/${project.id}`,
      startsOn: calendar.workday(-7),
      startsAt: '10:00',
      everyWeeks: 1,
    });
    const personIds = ['service', 'it', 'backoffice', 'analyst', 'sales', 'lawyer'].map(
      (key) => cast(key).id,
    );
    await app.workshop.invitePeople(lead, { workshopId: id, personIds });
    await app.workshop.addAgendaLine(lead, { workshopId: id, text: 'Kto testuje nowe zapowiedzi w IVR' });
    await app.workshop.addAgendaLine(cast('it'), {
      workshopId: id,
      text: 'Okno serwisowe systemu kolejek w przyszłym miesiącu',
    });
  });
  calendar.on(-7, '10:00', async () => {
    if (id === '') return;
    const lead = cast('lead');
    await moveDemoRoom(scene, id, 'agenda');
    for (const key of ['service', 'it', 'backoffice', 'analyst']) await app.workshop.enterRoom(cast(key), id);
    const { items } = await app.workshop.getAgenda(lead, id);
    for (const [index, item] of items.entries()) {
      const state = index === items.length - 1 ? 'put-off' : 'talked';
      await app.workshop.markAgendaItem(lead, { workshopId: id, itemId: item.id, state });
    }
    await writeNotes(scene, id, [
      'Zapowiedzi: Ewa dzwoni jako klient w poniedziałek i środę, wyniki na następne spotkanie.',
      'Dostawca systemu kolejek odpowiada po trzech dniach; Irena pyta o umowę.',
    ]);
    await app.workshop.recordDecided(lead, {
      workshopId: id,
      text: 'Pierwszy tydzień testujemy tylko linię dla nowych klientów',
      owner: cast('service').name,
      itemId: items[0]?.id ?? '',
    });
    await addTask(scene, id, 'Zmierzyć czas do pierwszej odpowiedzi przed testem', 'analyst', -3);
    await addTask(scene, id, 'Ustalić okno serwisowe z dostawcą', 'it', 6);
  });
  calendar.on(-7, '10:40', async () => {
    if (id === '') return;
    await moveDemoRoom(scene, id, 'wrapup');
    await moveDemoRoom(scene, id, 'closed');
    await app.workshop.prepareNext(cast('lead'), { workshopId: id });
  });
}

/** A task of a meeting; its day is an offset from today. */
async function addTask(
  { app, calendar, cast }: DemoScene,
  workshopId: string,
  text: string,
  owner: string,
  due: number,
): Promise<void> {
  const task = { workshopId, kind: 'task', text, owner: cast(owner).name };
  await app.workshop.addEntry(cast('lead'), { ...task, dueOn: calendar.workday(due) });
}

const LOOKED_BACK: readonly (readonly [bone: number, key: string, text: string])[] = [
  [0, 'employee', 'Mentor siedział obok i można było zapytać o wszystko'],
  [0, 'sales', 'Karta z pięcioma najczęstszymi pytaniami'],
  [1, 'backoffice', 'Trzy hasła do trzech systemów, zanim zadzwoni pierwszy klient'],
  [1, 'sales', 'Nie wiedzieliśmy, do kogo przekazać reklamację z zagranicy'],
  [2, 'employee', 'Jak często klienci przepraszają, że dzwonią'],
  [2, 'backoffice', 'Połowa pytań dotyczyła jednego zdania na fakturze'],
  [3, 'employee', 'Krótsze zmiany: po trzech godzinach nie słucha się już tak samo'],
];

function lookBack(scene: DemoScene): void {
  const { app, calendar, cast } = scene;
  let id = '';
  calendar.on(-50, '13:00', async () => {
    const lead = cast('lead');
    const [round] = (await app.shifts.listRounds(lead)).filter(({ lastDay }) => lastDay < calendar.day(-50));
    id = await app.workshop.createWorkshop(lead, {
      kind: 'retrospective',
      title: 'Po pilotażu dyżurów',
      goal: 'Co zmieniamy przed następną turą',
      language: 'pl',
      about: round ? `round/${round.id}` : '',
    });
    const personIds = ['mentor', 'mentor2', 'employee', 'sales', 'backoffice', 'it'].map(
      (key) => cast(key).id,
    );
    await app.workshop.invitePeople(lead, { workshopId: id, personIds });
    await moveDemoRoom(scene, id, 'write');
    for (const key of ['mentor', 'employee', 'sales', 'backoffice'])
      await app.workshop.enterRoom(cast(key), id);
    const bones = await app.sync.readDocument(
      boardName(id),
      (doc) => readFishbone(openFishbone(doc)).fishbone.bones,
    );
    for (const [order, [bone, key, text]] of LOOKED_BACK.entries()) {
      const name = documentName({ kind: 'draft', workshop: id, participant: cast(key).id });
      await app.sync.editDocument(name, (doc) =>
        addIdea(doc, { id: `${key}${order}`, bone: bones[bone]?.id ?? '', text, order }),
      );
    }
    for (const stage of ['reveal', 'group']) await moveDemoRoom(scene, id, stage);
    await moveDemoRoom(scene, id, 'wrapup');
    await app.workshop.addEntry(lead, {
      ...{ workshopId: id, kind: 'task', text: 'Jedno hasło na dyżur zamiast trzech' },
      ...{ owner: cast('it').name, dueOn: calendar.workday(-20) },
    });
    await moveDemoRoom(scene, id, 'closed');
  });
}

async function writeNotes({ app }: DemoScene, workshopId: string, lines: readonly string[]): Promise<void> {
  const name = documentName({ kind: 'notes', workshop: workshopId });
  await app.sync.editDocument(name, (doc) => {
    const text = notesMap(doc).get('text');
    if (text instanceof Y.Text) text.insert(0, lines.join('\n'));
  });
}
