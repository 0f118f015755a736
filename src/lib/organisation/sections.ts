/** The sections of the settings, in the order in which one sets up an organisation; each has its page. */
export const SETTINGS_SECTIONS = [
  'organisation',
  'calendar',
  'signatures',
  'projects',
  'thresholds',
  'mail',
  'backup',
] as const;
