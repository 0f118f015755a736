import type { Generated } from 'kysely';

/** Surveys, their waves and what was learned from them. JSON columns are text. */
export interface SurveyTables {
  survey: { id: string; name: string; created_by: string; created_at_ms: number; version: number };
  wave: {
    id: string;
    survey_id: string;
    name: string;
    /** Day (ISO) that the wave stands for in comparisons. */
    fielded_on: string;
    file_name: string;
    blob_id: string;
    rows_read: number;
    rows_imported: number;
    rows_rejected: number;
    rows_excluded: number;
    /** JSON: WaveColumn[] */
    columns: string;
    /** JSON: WaveFigure[] */
    figures: string;
    created_by: string;
    created_at_ms: number;
    version: number;
  };
  wave_version: {
    wave_id: string;
    version: number;
    file_name: string;
    blob_id: string;
    /** JSON: the counts of rows. */
    rows: string;
    /** JSON: WaveColumn[] */
    columns: string;
    /** JSON: WaveFigure[] */
    figures: string;
    replaced_by: string;
    replaced_at_ms: number;
  };
  /** How the last file of a survey was read. */
  import_profile: {
    survey_id: string;
    wave_name: string;
    /** JSON: ImportSettings */
    settings: string;
    saved_by: string;
    saved_at_ms: number;
  };
  column_link: { wave_id: string; column_name: string; question: string };
  publication: {
    wave_id: string;
    /** JSON: PublicationForm */
    declaration: string;
    state: 'pending' | 'ready' | 'failed';
    /** JSON: PublishedTables, once they are ready. */
    tables: string | null;
    created_by: string;
    created_at_ms: number;
  };
  insight: {
    id: string;
    wave_id: string;
    survey_id: string;
    /** JSON: InsightQuestion */
    question: string;
    title: string;
    note: string;
    value: number;
    interval_low: number;
    interval_high: number;
    n: number;
    author_id: string;
    created_at_ms: number;
    version: number;
    /** JSON: InsightEvidence */
    evidence: Generated<string>;
    changed_at_ms: number | null;
    changed_by: string | null;
    /** Whether readers without rows see its figure. */
    figure_state: Generated<'asked' | 'shown' | 'withheld'>;
    /** The version of the wave that it was pinned on; null where that is not known. */
    wave_version: Generated<number | null>;
  };
  /** A part of the respondents whose figure stands behind a measurement; the measurement keeps its id. */
  measured_group: {
    id: string;
    /** Null once the wave was removed. */
    wave_id: string | null;
    /** The version of the wave that it was read on. */
    wave_version: number;
    /** JSON: a MeasureQuestion */
    question: string;
    value: number;
    n: number;
    state: 'asked' | 'shown' | 'withheld';
    made_at_ms: number;
  };
  /** What readers without rows see of a wave. */
  disclosure: {
    wave_id: string;
    /** Random: the key of every hash that the ledger of this wave holds. */
    key: string;
    /** Whether the wave's newest version was decided about, and how. */
    state: 'pending' | 'shown' | 'withheld' | 'unreadable';
    shown_version: number;
    /** JSON: WaveFigure[] */
    figures: string;
    /** JSON: the counts of rows. */
    rows: string;
    /** JSON: Refusal; for analysts alone. */
    refusal: string | null;
    /** Counts every decision, so that no two are made on one ledger. */
    revision: number;
  };
  /** What was shown of each version: bytes of packVersion, without answers. */
  disclosed_version: { wave_id: string; version: number; blob_id: string; at_ms: number };
  comment_tag: {
    id: string;
    survey_id: string;
    name: string;
    /** JSON: string[] */
    phrases: string;
    created_by: string;
    created_at_ms: number;
    version: number;
  };
  comment_tag_mark: {
    tag_id: string;
    blob_id: string;
    column_name: string;
    row_index: number;
    is_on: number;
    marked_by: string;
    marked_at_ms: number;
  };
  saved_view: {
    id: string;
    wave_id: string;
    name: string;
    /** JSON: WaveView */
    view: string;
    author_id: string;
    created_at_ms: number;
    version: number;
  };
}
