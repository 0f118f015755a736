import { loadBytes } from '../wave/wave-bytes.ts';
import { WaveFile } from '../wave/wave-file.ts';
import { askAgain } from './ask-again.ts';
import type { CommentsCalls, CommentsOverview } from './comments-calls.ts';
import { describeComments } from './describe-comments.ts';
import { draftPhrase } from './draft-phrase.ts';
import { exportComments } from './export-comments.ts';
import { filterComments } from './filter-comments.ts';
import { keyness } from './keyness.ts';
import { mainComment } from './main-comment.ts';
import { OpenComments } from './open-comments.ts';
import { readComments } from './read-comments.ts';
import { suggestFor, tagComments } from './tag-comments.ts';

/** Answers everything about the comments of one wave; decodes only the columns it is asked about. What the worker runs. */
export function answerComments(): CommentsCalls {
  let wave: WaveFile | undefined;
  let comments: OpenComments | undefined;
  const file = (): WaveFile => {
    if (!wave) throw new Error('no wave is open');
    return wave;
  };
  const open = (): OpenComments => {
    if (!comments) throw new Error('the wave has no comments open');
    return comments;
  };

  async function choose(name: string): Promise<CommentsOverview> {
    const column = await file().column(name);
    comments = column?.role === 'comment' ? new OpenComments(file(), column) : undefined;
    return describeComments(file(), comments);
  }

  return {
    async open({ wave: bytes }) {
      wave = new WaveFile(await loadBytes(bytes));
      comments = undefined;
      const names = wave.columns.filter(({ role }) => role === 'comment').map(({ name }) => name);
      return choose(mainComment((await wave.table(names)).columns)?.name ?? '');
    },
    askAgain: async ({ wave: bytes, question }) => askAgain(new WaveFile(await loadBytes(bytes)), question),
    choose: ({ column }) => choose(column),
    tag: async ({ tags, marks }) => tagComments(open(), tags, marks),
    filter: async (filter) => filterComments(open(), filter),
    read: async ({ rows, search }) => readComments(open(), rows, search),
    keyness: async ({ contrast, isFolded, minCount }) =>
      keyness(open().corpus, await open().groups(contrast), { isFolded, minCount }),
    phrase: async (request) => draftPhrase(open(), request),
    suggest: async ({ contrast }) => suggestFor(open(), contrast),
    export: async (request) => exportComments(file(), open, request),
  };
}
