import * as v from 'valibot';

/** What is dragged off a slide of evidence onto a cause [WS132]. */
export const CarriedEvidence = v.variant('kind', [
  v.object({ kind: v.literal('insight'), insightId: v.string() }),
  v.object({ kind: v.literal('quote'), text: v.string() }),
]);
export type CarriedEvidence = v.InferOutput<typeof CarriedEvidence>;

const TYPE = 'application/x-herringbone-evidence';

/** As much of what a drag carries as is needed here. */
interface Carrier {
  readonly types: readonly string[];
  setData: (type: string, text: string) => void;
  getData: (type: string) => string;
}

export function carry(carrier: Pick<Carrier, 'setData'>, evidence: CarriedEvidence): void {
  carrier.setData(TYPE, JSON.stringify(evidence));
}

/** Whether a drag over the page carries evidence; what exactly, a page learns only when it is dropped. */
export function isCarried(carrier: Pick<Carrier, 'types'> | null): boolean {
  return carrier?.types.includes(TYPE) ?? false;
}

/** What was dropped; undefined when it is nothing of ours, or of another page with the same name for it. */
export function readCarried(carrier: Pick<Carrier, 'getData'> | null): CarriedEvidence | undefined {
  try {
    const parsed = v.safeParse(CarriedEvidence, JSON.parse(carrier?.getData(TYPE) ?? ''));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined; // no JSON is no evidence
  }
}
