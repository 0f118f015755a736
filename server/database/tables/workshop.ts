export interface WorkshopTables {
  workshop: {
    id: string;
    title: string;
    goal: string;
    problem: string;
    insight_id: string | null;
    template: string;
    language: string;
    step: string;
    join_code: string;
    facilitator_id: string;
    /** JSON: AgendaItem[] */
    agenda: string;
    created_at_ms: number;
    version: number;
  };
  workshop_member: { workshop_id: string; person_id: string; invited_at_ms: number };
  workshop_seat: { workshop_id: string; seat: string; person_id: string };
  guest: {
    id: string;
    workshop_id: string;
    name: string;
    department: string;
    locale: string;
    token_hash: string;
    joined_at_ms: number;
    removed_at_ms: number | null;
  };
}
