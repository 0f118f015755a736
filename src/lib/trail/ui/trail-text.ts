import type { Translator } from '#lib/i18n/translator.ts';
import { figureText } from '#lib/patterns/figure-text.ts';
import { insightKind } from '../../survey/insights/ui/insight-text.ts';
import type { TrailNode, TrailThing } from '../trail.ts';

type Texts = Pick<Translator, 'date' | 'number' | 't' | 'text'>;

/** What a thing is called on a trail. */
export function thingName(i18n: Texts, thing: TrailThing): string {
  switch (thing.step) {
    case 'responses':
      return i18n.t('trail.responses', { n: thing.n });
    case 'cause':
      return 'reporter' in thing ? i18n.t('trail.finding') : thing.text;
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
  }
}

/** The word or two that stand for a step in a line; the whole name is read out. */
export function thingWord(i18n: Texts, thing: TrailThing): string {
  switch (thing.step) {
    case 'insight':
      return thing.figure
        ? figureText(i18n, thing.figure.value, { kind: insightKind(thing.question) })
        : thing.title;
    case 'issue':
    case 'project':
      return String(thing.number);
    default:
      return thingName(i18n, thing);
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
