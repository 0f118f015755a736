export interface IssueTables {
  issue: {
    id: string;
    title: string;
    description: string;
    state: string;
    /** JSON: IssueOrigin */
    origin: string;
    /** One issue a cause or finding: `cause:<workshop>/<cause>`, `finding:<id>`; null for the rest. */
    origin_key: string | null;
    insight_id: string | null;
    created_by: string;
    created_at_ms: number;
    version: number;
  };
  issue_rating: {
    issue_id: string;
    person_id: string;
    importance: number;
    urgency: number;
    rated_at_ms: number;
  };
}
