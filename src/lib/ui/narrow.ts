/** The media query of a window with room for one thing at a time: a phone, or a narrow one on a desk. */
export const NARROW = '(max-width: 52rem)';
