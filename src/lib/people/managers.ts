/** Who leads whom: the manager of each person who has one. */
export type Managers = ReadonlyMap<string, string | null>;

/**
 * Whether a person would lead themselves, over however many steps, with this manager [PE26]. What is there
 * already may hold a circle that somebody made by hand in the database: it ends the walk all the same.
 */
export function makesCircle(managers: Managers, personId: string, managerId: string): boolean {
  const seen = new Set<string>();
  let above: string | null = managerId;
  while (above !== null && !seen.has(above)) {
    if (above === personId) return true;
    seen.add(above);
    above = managers.get(above) ?? null;
  }
  return false;
}

/** Everybody who stands in a circle. */
export function peopleInCircles(managers: Managers): Set<string> {
  const settled = new Set<string>();
  const circles = new Set<string>();
  for (const start of managers.keys()) {
    const path = new Set<string>();
    let at: string | null = start;
    while (at !== null && !settled.has(at) && !path.has(at)) {
      path.add(at);
      at = managers.get(at) ?? null;
    }
    if (at !== null && path.has(at)) {
      const walked = [...path];
      for (const person of walked.slice(walked.indexOf(at))) circles.add(person);
    }
    for (const person of path) settled.add(person);
  }
  return circles;
}
