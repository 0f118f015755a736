import type { Translator } from '#lib/i18n/translator.ts';
import { quantityText } from '#lib/patterns/quantity-text.ts';
import type { TrailNode, TrailThing } from '../trail.ts';

type Texts = Pick<Translator, 'date' | 'day' | 'number' | 't' | 'text'>;

/** Whether what stands at the step of causes came from a shift. */
export function isFinding(thing: TrailThing): boolean {
  return thing.step === 'cause' && 'reporter' in thing;
}

/** What a thing is called on a trail. */
export function thingName(i18n: Texts, thing: TrailThing): string {
  switch (thing.step) {
    case 'responses':
      return i18n.t('trail.responses', { n: thing.n });
    case 'cause':
      return 'reporter' in thing ? i18n.t('trail.finding') : thing.text;
    case 'effect':
      return i18n.t(`effect.verdict.${thing.verdict}`);
    case 'row':
      return i18n.t('trail.row', { row: thing.row, file: thing.file });
    default:
      return thing.title;
  }
}

/** One line of facts below its name. */
export function thingFacts(i18n: Texts, thing: TrailThing): string {
  switch (thing.step) {
    case 'responses':
      return `${thing.survey}, ${thing.wave}`;
    case 'insight':
      return joined(i18n.t('trail.insight'), thing.author);
    case 'meeting':
      return joined(`${i18n.t('trail.meeting')}, ${i18n.date(thing.atMs)}`, thing.facilitator);
    case 'cause': {
      if ('reporter' in thing) return thing.reporter;
      const bones = thing.path.join(' › ');
      const votes = thing.vote && i18n.t('issues.room.dots', thing.vote);
      return joined(i18n.t('trail.cause'), bones, votes);
    }
    case 'series':
      return joined(
        thing.areaName ?? i18n.t('trail.wholeOrganisation'),
        thing.figure &&
          `${i18n.day(thing.figure.day)}: ${quantityText(i18n, thing.figure.value, thing.figure.unit)}`,
        thing.figure?.target != null &&
          i18n.t('trail.target', { value: quantityText(i18n, thing.figure.target, thing.figure.unit) }),
        i18n.t(`areas.standing.${thing.standing}`),
      );
    case 'goal':
      return joined(
        i18n.t('trail.goal'),
        thing.target !== '' && i18n.t('trail.target', { value: thing.target }),
        i18n.t('trail.until', { day: i18n.day(thing.dueOn) }),
      );
    case 'row':
      return joined(i18n.t('trail.imported'), thing.key, thing.reporter);
    case 'issue':
      return joined(
        i18n.t('trail.issue', { number: String(thing.number) }),
        i18n.t(`issues.state.${thing.state}`),
        thing.band && i18n.t(`issues.band.${thing.band}`),
      );
    case 'project':
      return joined(
        i18n.t('trail.project', { number: String(thing.number) }),
        i18n.t(`projects.state.${thing.state}`),
        thing.owner,
      );
    case 'effect':
      return joined(i18n.t('trail.effect'), thing.title);
  }
}

/** What a step says that is not there for its reader, or not there yet. */
export function absentText(
  i18n: Texts,
  node: Exclude<TrailNode, { state: 'present' }>,
): { name: string; facts: string } {
  if (node.state === 'hidden') {
    const facts = i18n.t(node.step === 'meeting' ? 'trail.hidden.meeting' : 'trail.hidden');
    return { name: i18n.t(`trail.step.${node.step}`), facts };
  }
  const { step, reason } = node;
  return {
    name: i18n.text(reason === 'unmeasured' ? 'trail.unmeasured' : `trail.none.${step}`),
    facts: i18n.text(reason === 'none' ? `trail.makes.${step}` : `trail.makes.${reason}`),
  };
}

function joined(...parts: readonly (string | null | false)[]): string {
  return parts.filter((part) => part !== null && part !== false && part !== '').join(' · ');
}
