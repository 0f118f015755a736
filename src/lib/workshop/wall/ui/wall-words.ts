import type { Translator } from '#lib/i18n/translator.ts';
import type { WallContent } from '../wall-doc.ts';
import type { WallSlide } from '../wall-slides.ts';

type Texts = Pick<Translator, 't' | 'number'>;

/** What a slide is called by those who steer. */
export function slideName(i18n: Texts, slide: WallSlide, content: Pick<WallContent, 'pack'>): string {
  switch (slide.kind) {
    case 'insight':
      return i18n.t('wall.slide.insight', { title: content.pack[slide.insight]?.title ?? '' });
    case 'proposals':
    case 'votes':
    case 'tasks':
    case 'parked':
    case 'agenda':
    case 'decided':
      return slide.pages === 1
        ? i18n.t(`wall.slide.${slide.kind}`)
        : i18n.t('wall.slide.page', {
            name: i18n.t(`wall.slide.${slide.kind}`),
            page: slide.page + 1,
            pages: slide.pages,
          });
    case 'fish':
    case 'votes-fish':
    case 'ratings-fish': {
      const name = i18n.t(`wall.slide.${slide.kind}`);
      const { boneName, part, parts } = slide.fish;
      if (boneName === '') return name;
      return parts === 1
        ? i18n.t('wall.slide.bone', { name, bone: boneName })
        : i18n.t('wall.slide.bonePart', { name, bone: boneName, part, parts });
    }
    default:
      return i18n.t(`wall.slide.${slide.kind}`);
  }
}

/** What stands large in the head of a slide. */
export function headingOf(i18n: Texts, slide: WallSlide, content: WallContent): string {
  switch (slide.kind) {
    case 'insight':
      return content.pack[slide.insight]?.title ?? '';
    case 'question':
    case 'proposals':
    case 'kept':
      return i18n.t('wall.question.welcome');
    case 'turnout':
      return i18n.t(content.stage === 'rate' ? 'wall.question.rate' : 'wall.question.vote');
    case 'votes':
    case 'votes-fish': {
      const dots = content.votes?.causes.reduce((sum, cause) => sum + cause.dots, 0) ?? 0;
      return i18n.t('wall.voted', { n: content.votes?.voters ?? 0, dots });
    }
    case 'ratings':
    case 'ratings-fish':
      return i18n.t('wall.raters', { n: content.ratings?.raters ?? 0 });
    case 'tasks':
      return i18n.t('wall.question.wrapup');
    case 'parked':
      return i18n.t('wall.parked');
    case 'agenda':
      return i18n.t('wall.agenda');
    case 'decided':
      return i18n.t('wall.decided');
    case 'join':
    case 'over':
      return content.title;
    default:
      return content.problem;
  }
}

/** What stands small above it: where the room is. */
export function aboveOf(i18n: Texts, slide: WallSlide, content: WallContent): string {
  if (slide.kind === 'join' && content.stage === 'prepare') {
    const here = content.arrivals.reduce((sum, arrival) => sum + arrival.here, 0);
    return i18n.t('wall.arrived', { n: here });
  }
  const at = content.steps.findIndex(({ id }) => id === content.position);
  const step = content.steps[at];
  if (!step) return i18n.t(`programme.stage.${content.stage}`);
  const title = slide.kind.startsWith('votes')
    ? i18n.t('wall.result.votes')
    : slide.kind.startsWith('ratings')
      ? i18n.t('wall.result.ratings')
      : step.title;
  const page = slide.kind === 'insight' ? ` · ${slide.insight + 1}/${slide.of}` : '';
  return `${i18n.t('wall.step', { n: at + 1, total: content.steps.length, title })}${page}`;
}

/** What people are to do, in the facilitator's words or in the standing ones. */
export function instructionOf(i18n: Texts, content: WallContent): string {
  const step = content.steps.find(({ id }) => id === content.position);
  return step?.instruction || i18n.t(`programme.do.${content.stage}`);
}
