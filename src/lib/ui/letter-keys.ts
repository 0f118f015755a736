import { createContext } from 'svelte';

/** Whether single letters and signs are shortcuts: their reader can switch them off (WCAG 2.1.4). */
export const [useLetterKeys, provideLetterKeys] = createContext<() => boolean>();
