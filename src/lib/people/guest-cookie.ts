/** Binds a guest's browser to their workshop. */
export const GUEST_COOKIE = 'herringbone.guest';
