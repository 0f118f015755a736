import * as v from 'valibot';
import { readQuantity } from './read-quantity.ts';

/** A number as people write it in a form; what can be read in two ways is asked about. */
export const quantity = v.pipe(
  v.union([v.string(), v.number()], 'form.required'),
  v.transform(String),
  v.check((text) => text.trim() !== '', 'form.required'),
  v.check((text) => !isFault(text, 'ambiguous'), 'form.quantityTwoWays'),
  v.check((text) => !isFault(text, 'none'), 'form.quantity'),
  v.transform((text) => {
    const read = readQuantity(text);
    return 'value' in read ? read.value : NaN;
  }),
);

function isFault(text: string, fault: 'none' | 'ambiguous'): boolean {
  const read = readQuantity(text);
  return 'fault' in read && read.fault === fault;
}

/** The same, or null where nothing was written. */
export const optionalQuantity = v.optional(
  v.union([
    v.pipe(
      v.nullable(v.string()),
      v.check((text) => (text ?? '').trim() === ''),
      v.transform(() => null),
    ),
    quantity,
  ]),
  null,
);
