import type { PersonalCounts } from '#lib/tabular/privacy/personal-data.ts';
import type { TableRead } from '#lib/tabular/read/read-table.ts';
import type { RowCounts } from '#lib/tabular/read/row-outcome.ts';
import { unguardTable } from '#lib/tabular/table/unguard-table.ts';
import {
  applyChoices,
  type ColumnChoices,
  type ColumnDescription,
  treatmentsOf,
} from '../columns/describe-columns.ts';
import { overallFigures } from '../measure/overall-figures.ts';
import { type MaskedTable, maskTable } from '../privacy/mask-table.ts';
import type { WaveColumn, WaveFigure } from '../wave/wave.ts';
import { writeWave } from '../wave/wave-file.ts';

/** A wave ready to be sent: masked, with the figures for those who may not see rows. */
export interface PreparedWave {
  /** The Parquet file. */
  bytes: Uint8Array;
  rows: RowCounts;
  columns: WaveColumn[];
  figures: WaveFigure[];
  masked: PersonalCounts;
  maskedColumns: readonly string[];
}

/**
 * The wave as it will be kept, after the analyst's choices: personal data masked first, then figures,
 * then the Parquet bytes. Proposed N/A codes that nobody accepted have no effect. See [SV13], [SV22].
 */
export function prepareWave(
  read: TableRead,
  descriptions: readonly ColumnDescription[],
  choices: ColumnChoices,
): PreparedWave {
  const { table: kept, found, columns } = maskForWave(read, descriptions, choices);
  return {
    bytes: writeWave(kept),
    rows: read.rows,
    columns: kept.columns.map(({ name, label, role, naCodes }) => ({
      name,
      label,
      role,
      naCodes: [...naCodes],
    })),
    figures: overallFigures(kept),
    masked: found,
    maskedColumns: columns.map(({ name }) => name),
  };
}

/** The table as it would be kept: decided, masked, without the columns that are left out. */
export function maskForWave(
  read: TableRead,
  descriptions: readonly ColumnDescription[],
  choices: ColumnChoices,
): MaskedTable {
  const masked = maskTable(
    unguardTable(applyChoices(read.table, descriptions, choices, false)),
    treatmentsOf(choices),
  );
  const columns = masked.table.columns.filter(({ role }) => role !== 'ignore');
  return { ...masked, table: { ...masked.table, columns } };
}
