import { parquetMetadata, parquetRead } from 'hyparquet';
import { ByteWriter, parquetWrite } from 'hyparquet-writer';
import * as v from 'valibot';
import { TextDictionary } from '#lib/tabular/table/dictionary.ts';
import { COLUMN_ROLES, JOIN_MARKS, type SurveyColumn, type SurveyTable } from '#lib/tabular/table/table.ts';

/** The key under which Parquet's key-value metadata holds what the columns mean. */
const METADATA_KEY = 'herringbone';
const FORMAT_VERSION = 1;
/** Rows a row group: large enough for dictionaries to pay, small enough to decode without a pause. */
const ROW_GROUP_ROWS = 200_000;

const metadataSchema = v.object({
  version: v.literal(FORMAT_VERSION),
  rowCount: v.number(),
  decimal: v.picklist(['.', ',']),
  zone: v.optional(v.string()),
  columns: v.array(
    v.object({
      index: v.number(),
      name: v.string(),
      label: v.string(),
      role: v.picklist(COLUMN_ROLES),
      scale: v.optional(v.object({ min: v.number(), max: v.number() })),
      naCodes: v.array(v.string()),
      mayRepeat: v.boolean(),
      // Since the second release; older files lack them.
      isReversed: v.optional(v.boolean()),
      points: v.optional(v.record(v.string(), v.number())),
      joinedBy: v.optional(v.picklist(JOIN_MARKS)),
      optionOf: v.optional(v.object({ question: v.string(), option: v.string() })),
      dateOrder: v.optional(v.picklist(['ymd', 'dmy', 'mdy'])),
      decimal: v.optional(v.picklist(['.', ','])),
    }),
  ),
});

type WaveMetadata = v.InferOutput<typeof metadataSchema>;
export type WaveColumnInfo = WaveMetadata['columns'][number];

/**
 * A table as a Parquet file, which pandas, DuckDB and Power BI open: one text column a survey column, no
 * answer as null, dictionaries kept, and roles, scales, labels and N/A codes in its metadata. Columns to
 * ignore are left out. Mask personal data before. See [SV24].
 */
export function writeWave(table: SurveyTable): Uint8Array {
  const columns = table.columns.filter(({ role }) => role !== 'ignore');
  const writer = new ByteWriter();
  // Into memory it writes at once; only other writers make it a promise.
  void parquetWrite({
    writer,
    rowGroupSize: ROW_GROUP_ROWS,
    createdBy: 'Herringbone',
    columnData: columns.map((column) => ({
      name: column.name,
      type: 'STRING' as const,
      data: textsOf(column),
      nullable: true,
      // Ids and comments: no dictionary, and no smallest and largest text in the file's footer.
      ...(column.dictionary.mayRepeat ? { statistics: false } : { encoding: 'RLE_DICTIONARY' as const }),
    })),
    kvMetadata: [{ key: METADATA_KEY, value: JSON.stringify(describe(table, columns)) }],
  });
  return writer.getBytes();
}

function describe(table: SurveyTable, columns: readonly SurveyColumn[]): WaveMetadata {
  return {
    version: FORMAT_VERSION,
    rowCount: table.rowCount,
    decimal: table.decimal,
    ...(table.zone ? { zone: table.zone } : {}),
    columns: columns.map((column) => {
      const { index, name, label, role, scale, naCodes, dictionary } = column;
      return {
        index,
        name,
        label,
        role,
        ...(scale ? { scale } : {}),
        naCodes: [...naCodes],
        mayRepeat: dictionary.mayRepeat,
        ...meaningOf(column),
      };
    }),
  };
}

/** What else a column may carry; JSON leaves out what is undefined. */
function meaningOf({
  isReversed,
  points,
  joinedBy,
  optionOf,
  dateOrder,
  decimal,
}: Partial<SurveyColumn>): Partial<WaveColumnInfo> {
  return { isReversed, points, joinedBy, optionOf, dateOrder, decimal };
}

/** The text of every row; a text that occurs often is made once. */
function textsOf({ codes, dictionary }: SurveyColumn): (string | null)[] {
  const texts = new Array<string | null>(dictionary.size).fill(null);
  for (let code = 1; code < texts.length; code++) texts[code] = dictionary.textAt(code);
  return Array.from(codes, (code) => texts[code] ?? null);
}

/** A wave file whose columns are decoded when they are asked for: a page needs three of a hundred. */
export class WaveFile {
  readonly rowCount: number;
  readonly decimal: '.' | ',';
  readonly zone: string | undefined;
  readonly columns: readonly WaveColumnInfo[];
  readonly #file: ArrayBuffer;
  readonly #metadata: ReturnType<typeof parquetMetadata>;
  readonly #loaded = new Map<string, Promise<SurveyColumn>>();

  /** Throws when the bytes are no wave file: they come from our own store, checked by hash. */
  constructor(bytes: Uint8Array) {
    this.#file = bytes.slice().buffer;
    this.#metadata = parquetMetadata(this.#file);
    const text = this.#metadata.key_value_metadata?.find(({ key }) => key === METADATA_KEY)?.value;
    const { rowCount, decimal, zone, columns } = v.parse(metadataSchema, JSON.parse(text ?? 'null'));
    this.rowCount = rowCount;
    this.decimal = decimal;
    this.zone = zone;
    this.columns = columns;
  }

  /** One column, decoded at most once; undefined when the wave has none of that name. */
  async column(name: string): Promise<SurveyColumn | undefined> {
    const info = this.columns.find((each) => each.name === name);
    if (!info) return undefined;
    let column = this.#loaded.get(name);
    if (!column) {
      column = this.#decode(info);
      this.#loaded.set(name, column);
    }
    return column;
  }

  /** The table of these columns, or of all. Columns that the wave lacks are left out. */
  async table(names: readonly string[] = this.columns.map(({ name }) => name)): Promise<SurveyTable> {
    const columns = await Promise.all(names.map((name) => this.column(name)));
    return {
      rowCount: this.rowCount,
      decimal: this.decimal,
      ...(this.zone ? { zone: this.zone } : {}),
      columns: columns.filter((column) => column !== undefined),
    };
  }

  async #decode(info: WaveColumnInfo): Promise<SurveyColumn> {
    // Masking may have made answers equal; what is counted or charted by answer must have each of them once.
    const keepsRepeats = info.mayRepeat && (info.role === 'comment' || info.role === 'id');
    const codes = new Int32Array(this.rowCount);
    const codeOf = new Map<unknown, number>();
    const texts: string[] = [''];
    await parquetRead({
      file: this.#file,
      metadata: this.#metadata,
      columns: [info.name],
      onChunk: ({ columnData, rowStart }) => {
        for (let i = 0; i < columnData.length; i++) {
          const text: unknown = columnData[i];
          if (typeof text !== 'string' || text === '') continue;
          let code = keepsRepeats ? undefined : codeOf.get(text);
          if (code === undefined) {
            code = texts.push(text) - 1;
            if (!keepsRepeats) codeOf.set(text, code);
          }
          codes[rowStart + i] = code;
        }
      },
    });
    const { index, name, label, role, scale, naCodes } = info;
    const dictionary = new TextDictionary(texts, keepsRepeats);
    return { index, name, label, role, scale, naCodes, codes, dictionary, ...meaningOf(info) };
  }
}
