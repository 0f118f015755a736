/** The rows to work on: all of them when both are left out. */
export interface Rows {
  /** A weight a row; a row whose weight is no positive number is left out. See [SV18]. */
  weights?: Float64Array | undefined;
  /** One byte a row; 0 leaves the row out. */
  mask?: Uint8Array | undefined;
}
