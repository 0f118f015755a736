import type { Translator } from '#lib/i18n/translator.ts';
import type { MeetingKind } from '../../meeting-kind.ts';
import { PROGRAMMES_OF } from '../../programme/template-programme.ts';
import type { OwnTemplate } from '../own-template.ts';

/** What a meeting of a kind can begin with, for a field of choices: the product's programmes, then those of the organisation. */
export function programmeOptions(
  i18n: Pick<Translator, 't'>,
  kind: MeetingKind,
  templates: readonly Pick<OwnTemplate, 'id' | 'name' | 'kind' | 'programme'>[],
): { value: string; label: string }[] {
  return [
    ...PROGRAMMES_OF[kind].map((name) => ({ value: name, label: i18n.t(`programme.builtIn.${name}`) })),
    ...templates
      .filter((template) => template.kind === kind)
      .map(({ id, name, programme }) => ({
        value: id,
        label: i18n.t('workshop.form.programmeOwn', { name, n: minutesOf(programme) }),
      })),
  ];
}

/** How long the steps of a template take together. */
export function minutesOf(programme: OwnTemplate['programme']): number {
  return programme.reduce((sum, { minutes }) => sum + minutes, 0);
}
