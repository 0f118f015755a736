/** The time now, in milliseconds since 1970. Tests hand over their own. */
export type Clock = () => number;
