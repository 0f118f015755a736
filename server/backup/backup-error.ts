/** Why a backup cannot be written or restored, in a sentence for the person at the terminal. */
export class BackupError extends Error {}
