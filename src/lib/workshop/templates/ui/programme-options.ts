import type { Translator } from '#lib/i18n/translator.ts';
import { BUILT_IN_PROGRAMMES } from '../../programme/template-programme.ts';
import type { OwnTemplate } from '../own-template.ts';

/** What a workshop can begin with, for a field of choices: the product's programmes, then those of the organisation. */
export function programmeOptions(
  i18n: Pick<Translator, 't'>,
  templates: readonly Pick<OwnTemplate, 'id' | 'name' | 'programme'>[],
): { value: string; label: string }[] {
  return [
    ...BUILT_IN_PROGRAMMES.map((name) => ({ value: name, label: i18n.t(`programme.builtIn.${name}`) })),
    ...templates.map(({ id, name, programme }) => ({
      value: id,
      label: i18n.t('workshop.form.programmeOwn', { name, n: minutesOf(programme) }),
    })),
  ];
}

/** How long the steps of a template take together. */
export function minutesOf(programme: OwnTemplate['programme']): number {
  return programme.reduce((sum, { minutes }) => sum + minutes, 0);
}
