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
