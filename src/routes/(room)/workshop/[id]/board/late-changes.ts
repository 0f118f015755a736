/** Under which a page leaves word for itself how much it handed in. */
const LATE = 'herringbone.late';

/** Loads the page again on what the server has, and leaves word how many changes were handed in. */
export function startAnew(handedIn: number): void {
  sessionStorage.setItem(LATE, String(handedIn));
  location.reload();
}

/** How many changes this page handed in before it was loaded again; asked once. */
export function takeLateCount(): number {
  const late = Number(sessionStorage.getItem(LATE) ?? 0);
  sessionStorage.removeItem(LATE);
  return late;
}
