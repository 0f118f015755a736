import { FILE_FORMATS, FORMAT_NAMES } from '#lib/base/table-file/table-file.ts';
import type { Translator } from '#lib/i18n/translator.ts';

/** Items of a menu that save what a list finds as a file: the list's `base` and its `address` without question mark. */
export function fileItems(i18n: Pick<Translator, 't'>, base: string, address: string) {
  return FILE_FORMATS.map((as) => ({
    label: i18n.t('table.saveAs', { format: FORMAT_NAMES[as] }),
    href: `${base}/file?as=${as}&${address}`,
    isFile: true,
  }));
}
