import { parseDocumentName } from '#lib/sync/document-name.ts';

/** What a room takes, each with its reason. Times in milliseconds, sizes in bytes. */

const KIB = 1024;
const MIB = 1024 * KIB;

/** One frame: an hour of offline typing is a tenth of this. ws closes the connection beyond it (1009). */
export const MAX_FRAME_BYTES = MIB;

/** One person's presence: name, cursor and selection need 300 bytes. */
export const MAX_AWARENESS_BYTES = 4 * KIB;

/** Client ids that one connection may speak for: one, and a few more after Yjs renamed itself. */
export const MAX_AWARENESS_IDS = 8;

/**
 * Client ids that one update may use for the first time: a device that was offline for weeks brings one
 * for each time the page was loaded. Each becomes a row, so without a bound one frame is thousands of them.
 */
export const MAX_NEW_CLIENTS_PER_UPDATE = 256;

/** Client ids of one person in one document: a page load makes one, and unused ones are forgotten in time. */
export const MAX_CLIENTS_PER_ACTOR = 1_000;

/** A document: a two-hour session with 500 causes stays below 250 KB, so this is far away. */
export const MAX_DOCUMENT_BYTES = 16 * MIB;
export const LARGE_DOCUMENT_BYTES = 8 * MIB;

/** The notes of a meeting: a dozen pages, typed and typed over for hours, stay below a tenth of this. */
export const MAX_NOTES_BYTES = 2 * MIB;

/** How large a document may be, by its name. */
export function mostBytesOf(name: string): number {
  return parseDocumentName(name)?.kind === 'notes' ? MAX_NOTES_BYTES : MAX_DOCUMENT_BYTES;
}

/** A larger document is not opened to see whether only letters were changed: what comes late there goes to the tray. */
export const MAX_FINISHED_BYTES = 512 * KIB;
/** How long somebody who did more than finish a text is not asked for texts, in milliseconds. */
export const FINISH_REFUSED_MS = 10_000;

/** A document above this size is read, folded and compared in a thread: here it takes Yjs up to 6 ms. */
export const APART_BYTES = 128 * KIB;

/** A frame above this size goes out in pieces of it, so that no more than `MAX_QUEUE_BYTES` waits in a socket. */
export const PIECE_BYTES = 256 * KIB;

/** Waiting bytes above which presence is left out, above which everything is, and below which we catch up. */
export const QUEUE_WITHOUT_AWARENESS_BYTES = 64 * KIB;
export const MAX_QUEUE_BYTES = MIB;
export const QUEUE_DRAINED_BYTES = 16 * KIB;

/** A workshop seats sixty who write and two hundred who watch, some of them on two devices. */
export const MAX_SOCKETS_PER_ROOM = 400;

/** All of them behind the one address of a hotel, three documents each. */
export const MAX_SOCKETS_PER_ADDRESS = 1_200;

/** A person: a dozen tabs of three documents each. */
export const MAX_SOCKETS_PER_ACTOR = 40;

/** Typing makes 10 updates a second, dragging 60. Beyond this the socket is read more slowly, nothing is lost. */
export const UPDATES_PER_SECOND = 200;
/** One person in all their tabs: more sockets do not buy more of the server. */
export const ACTOR_UPDATES_PER_SECOND = 400;
export const ACTOR_BYTES_PER_SECOND = 2 * MIB;
/**
 * Answering "what do I lack" reads the whole document: it costs its bytes, and something in any case. The
 * burst lets a person open a dozen tabs of three documents at once, or the largest document twice.
 */
export const ANSWER_BYTES_PER_SECOND = 2 * MIB;
export const ANSWER_BURST_BYTES = 2 * MAX_DOCUMENT_BYTES;
export const ANSWER_LEAST_BYTES = 32 * KIB;
/** Large answers of one person that are on their way at once; each may be as long as a document. */
export const LARGE_ANSWERS_UNDER_WAY = 3;
/** Frames of any kind: the stock client sends every awareness frame back that it receives. */
export const FRAMES_PER_SECOND = 1_000;
/** A cursor at 60 frames a second; what is beyond is dropped, since the next position follows anyway. */
export const AWARENESS_PER_SECOND = 64;

/** Positions reach others at most 20 times a second, all of a room in one frame. */
export const AWARENESS_EVERY_MS = 50;
/** With more people than this they come less often, so that a full room costs no more than a small one. */
export const SWIFT_AWARENESS_PEOPLE = 16;
export const AWARENESS_AT_MOST_EVERY_MS = 1_000;

/** The stock client gives up a connection on which nothing came for 30 s. */
export const KEEP_ALIVE_MS = 20_000;
/** A peer that did not even answer a ping for this long is gone (cable pulled, laptop closed). */
export const SILENCE_MS = 60_000;
/** How often both are looked after. */
export const SWEEP_EVERY_MS = 5_000;

/** Checking rights and loading a document before the connection opens. */
export const OPEN_TIMEOUT_MS = 10_000;

/** A room without connections stays this long, so that a reload of the page finds it warm. */
export const IDLE_UNLOAD_MS = 30_000;

/** The log is folded into a snapshot beyond this many updates or bytes, whichever comes first. */
export const FOLD_AFTER_UPDATES = 500;
export const FOLD_AFTER_BYTES = 512 * KIB;
/** When the last person leaves, a shorter log is worth folding too. */
export const FOLD_AT_REST_UPDATES = 50;

/** Updates that a snapshot contains are kept this long, for replaying a session. */
export const HISTORY_MS = 30 * 24 * 3_600_000;

/**
 * What one person may add to the log of a document in a day: a hundred causes are ten kilobytes, and whoever
 * drags all day writes five megabytes. More is refused, and the day after is a new one.
 */
export const HISTORY_BYTES_PER_ACTOR_DAY = 8 * MIB;
/** So much more has to be written before a share is stored again. */
export const SHARE_STEP_BYTES = 16 * KIB;
/** What is kept for the replay of one document; beyond it the oldest part is erased first. */
export const HISTORY_BYTES_PER_DOCUMENT = 64 * MIB;

/** How much has to be written before the size of a history is looked at again: that reads all of it. */
export const HISTORY_LOOK_BYTES = 4 * MIB;

/** A Yjs client id that was only ever seen as a cursor is forgotten after this time. */
export const FORGET_CURSOR_MS = 30 * 24 * 3_600_000;

/** After a failed commit: first and longest pause before clients are asked for their edits again. */
export const RETRY_FIRST_MS = 500;
export const RETRY_LONGEST_MS = 10_000;

/** At shutdown, connections that do not answer the close are cut after this. */
export const CLOSE_TIMEOUT_MS = 2_000;
