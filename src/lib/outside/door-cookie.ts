/** The cookie of a visit: of its door alone, so that two doors in one browser are not mixed up. */
export function doorCookie(doorId: string): string {
  return `herringbone.door.${doorId}`;
}

/** Where a visit goes on; the address of the link stands in no page behind it. */
export function doorPath(doorId: string): string {
  return `/door/in/${doorId}`;
}
