/** Where the stream of events is. Answered beside the pages, by `server/live/live-streams.ts`. */
export const LIVE_PATH = '/events';
