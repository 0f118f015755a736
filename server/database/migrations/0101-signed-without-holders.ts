import { createHash } from 'node:crypto';
import { sql, type Kysely } from 'kysely';

interface Row {
  id: string;
  issue_id: string | null;
  title: string;
  aim: string;
  owner_id: string;
  deputy_id: string;
  budget_minor: number | string;
  currency: string;
  starts_on: string;
  ends_on: string;
  route: string;
  /** Both null where no charter was written. */
  content: string | null;
  sponsor_id: string | null;
}

/** A charter of which nothing is written, as it is today. */
const NOTHING = {
  problem: '',
  evidence: [],
  benefit: { kind: null, text: '', baseline: null, target: '', wave: '', segments: [] },
  needs: [],
  tools: '',
  methods: '',
  lines: [],
  year: null,
  stages: [],
  risks: '',
  applications: [],
};

/**
 * What is signed no longer has owner, deputy and sponsor in it. Signatures and opinions on the content as it is now
 * keep counting: their hash is written anew. Those on older content counted no longer, and stay as they are.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<Row>`
    select project.id, issue_id, title, aim, owner_id, deputy_id, budget_minor, currency, starts_on, ends_on, route,
      project_charter.content, project_charter.sponsor_id
    from project left join project_charter on project_charter.project_id = project.id`.execute(db);
  for (const row of rows) {
    const [before, after] = [hashBefore(row), hashAfter(row)];
    for (const table of ['project_decision', 'project_opinion'] as const)
      await sql`update ${sql.table(table)} set content_hash = ${after}
        where project_id = ${row.id} and content_hash = ${before}`.execute(db);
  }
}

function hashBefore(row: Row): string {
  const { issue_id, title, aim, owner_id, deputy_id, budget_minor, currency, starts_on, ends_on } = row;
  return hashOf([
    ...[issue_id, title, aim, owner_id, deputy_id, Number(budget_minor), currency, starts_on, ends_on],
    ...(row.content === null ? [] : [inOrder(JSON.parse(row.content)), row.sponsor_id]),
    ...(row.route === 'full' ? [] : [row.route]),
  ]);
}

function hashAfter(row: Row): string {
  const { issue_id, title, aim, budget_minor, currency, starts_on, ends_on, route } = row;
  const charter: unknown = row.content === null ? NOTHING : JSON.parse(row.content);
  return hashOf([
    ...[issue_id, title, aim, Number(budget_minor), currency, starts_on, ends_on],
    ...[inOrder(charter), route],
  ]);
}

function hashOf(content: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return entries.map(([name, field]) => [name, inOrder(field)]);
}
