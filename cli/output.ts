/** Where a command writes. Tests hand over their own. */
export interface Output {
  out(text: string): void;
  err(text: string): void;
}
