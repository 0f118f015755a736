import * as v from 'valibot';
import { asId } from '#lib/base/ids.ts';
import { plainLetters } from '#lib/base/words/fold-text.ts';
import { MEETING_KINDS } from '#lib/workshop/meeting-kind.ts';
import { STEP_KINDS } from '#lib/workshop/step.ts';
import type { OwnTemplate } from '#lib/workshop/templates/own-template.ts';
import { SEATS } from '#lib/workshop/workshop.ts';
import type { Queries } from '#server/database/engine.ts';
import { oneOf, readJson } from '#server/database/stored.ts';

/** `workshop_template.content`. */
export const StoredTemplate = v.object({
  programme: v.array(
    v.object({
      kind: v.picklist(STEP_KINDS),
      title: v.string(),
      instruction: v.string(),
      minutes: v.number(),
      settings: v.object({
        budget: v.exactOptional(v.number()),
        capPerCause: v.exactOptional(v.number()),
        isAnonymous: v.exactOptional(v.boolean()),
      }),
    }),
  ),
  bones: v.array(v.object({ name: v.string(), question: v.string() })),
});

/** A row as it is stored, with who sits where. */
export interface TemplateRow extends OwnTemplate {
  /** Of which template of categories the diagram was made. */
  categories: string;
  madeBy: string | null;
}

/** The templates of the organisation by name; people who were switched off sit nowhere [WS144]. */
export async function listTemplates(db: Queries, templateId?: string): Promise<TemplateRow[]> {
  const rows = await db
    .selectFrom('workshop_template')
    .leftJoin('person', 'person.id', 'workshop_template.made_by')
    .selectAll('workshop_template')
    .select('person.name as maker_name')
    .$if(templateId !== undefined, (query) => query.where('workshop_template.id', '=', templateId ?? ''))
    .orderBy('workshop_template.name_key')
    .execute();
  const seats = await db
    .selectFrom('workshop_template_seat')
    .innerJoin('person', 'person.id', 'workshop_template_seat.person_id')
    .select(['template_id', 'seat', 'person.id', 'person.name'])
    .where('person.active', '=', 1)
    .execute();
  const seated = Map.groupBy(seats, ({ template_id }) => template_id);
  return rows.map((row) => ({
    id: asId<'workshopTemplate'>(row.id),
    name: row.name,
    kind: oneOf(MEETING_KINDS, row.kind, 'workshop_template.kind', row.id),
    language: row.language === 'pl' ? 'pl' : 'en',
    categories: row.categories,
    madeBy: row.made_by,
    makerName: row.maker_name,
    madeAtMs: row.made_at_ms,
    ...readJson(StoredTemplate, row.content, 'workshop_template.content', row.id),
    seats: (seated.get(row.id) ?? []).map(({ seat, id, name }) => ({
      seat: oneOf(SEATS, seat, 'workshop_template_seat.seat', row.id),
      personId: id,
      name,
    })),
    version: row.version,
  }));
}

/** False when its name is taken. */
export async function insertTemplate(
  trx: Queries,
  template: Omit<TemplateRow, 'makerName' | 'seats'> & {
    seats: readonly { seat: string; personId: string }[];
  },
): Promise<boolean> {
  const { programme, bones } = template;
  const inserted = await trx
    .insertInto('workshop_template')
    .values({
      id: template.id,
      name: template.name,
      name_key: plainLetters(template.name),
      kind: template.kind,
      language: template.language,
      categories: template.categories,
      content: JSON.stringify({ programme, bones }),
      made_by: template.madeBy,
      made_at_ms: template.madeAtMs,
      version: template.version,
    })
    .onConflict((conflict) => conflict.column('name_key').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!inserted) return false;
  for (const { seat, personId } of template.seats) {
    await trx
      .insertInto('workshop_template_seat')
      .values({ template_id: template.id, seat, person_id: personId })
      .execute();
  }
  return true;
}

/** False when the version is no longer the newest: nothing was written then. */
export async function renameTemplate(
  trx: Queries,
  { id, version, name }: { id: string; version: number; name: string },
): Promise<boolean> {
  const result = await trx
    .updateTable('workshop_template')
    .set({ name, name_key: plainLetters(name), version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function deleteTemplate(trx: Queries, id: string): Promise<void> {
  await trx.deleteFrom('workshop_template_seat').where('template_id', '=', id).execute();
  await trx.deleteFrom('workshop_template').where('id', '=', id).execute();
}
