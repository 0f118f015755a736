import type { Component } from 'svelte';

/** What the page around an editor can do with the selected cause, as a button beside it. */
export interface CauseAct {
  label: string;
  icon: Component<{ size?: number | string; 'aria-hidden'?: 'true' }>;
  /** Whether it holds now, for what can be taken back by the same press. */
  isOn: boolean;
  act: () => void;
}
