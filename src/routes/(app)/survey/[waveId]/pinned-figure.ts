/** The figure travels as one field, so that its numbers and its question cannot be torn apart. */
export function parseFigure(value: unknown): object {
  try {
    const figure: unknown = JSON.parse(String(value));
    return typeof figure === 'object' && figure !== null ? figure : {};
  } catch {
    return {}; // the command refuses it, after it has asked for the permission
  }
}
