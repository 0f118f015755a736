import type { Id } from '../../base/ids.ts';
import type { Scope } from '../shift.ts';

export type ArticleId = Id<'article'>;

/** The most articles of an organisation: its list reads all of them. */
export const MOST_ARTICLES = 500;

/** The most links to documents elsewhere, which stand in one list. */
export const MOST_DOCUMENTS = 200;

/** What is known about one thing that comes up with customers. */
export interface ArticleLine {
  id: ArticleId;
  title: string;
  scopes: Scope[];
  ownerName: string | null;
  /** A calendar day (ISO) on which somebody asks whether it is still so. */
  reviewOn: string;
  changedAtMs: number;
}

/** A wording of an article that is no longer so. */
export interface ArticleWording {
  /** From 1 on, in the order in which they were written. */
  number: number;
  title: string;
  /** Markdown. */
  text: string;
  writtenByName: string;
  writtenAtMs: number;
}

/** An article as its page shows it. */
export interface SeenArticle extends ArticleLine {
  /** Markdown. */
  text: string;
  ownerId: string | null;
  version: number;
  isWithdrawn: boolean;
  /** Of what it was made. */
  origin: { title: string; href: string } | null;
  /** The newest first, without the one that stands. */
  earlier: ArticleWording[];
}

/** A document that lies elsewhere. */
export interface LinkedDocument {
  id: string;
  title: string;
  url: string;
  scopes: Scope[];
}

/** What there is to read for some scopes. */
export interface Reading {
  articles: ArticleLine[];
  documents: LinkedDocument[];
}

/** Whether something of these scopes is of use to somebody who takes on those. */
export function isForScopes(scopes: readonly Scope[], takenOn: readonly Scope[]): boolean {
  return scopes.some((scope) => takenOn.includes(scope));
}

/** A heading of Markdown, `# Refunds ##`, and its words. */
const HEADING = /^ {0,3}#{1,6}\s+(.+?)\s*#*\s*$/gm;

/**
 * What an article answers to [SH84]: its title, its headings, and what was looked for when it was written. Its whole
 * text is not compared: of a long one a short question never shares enough.
 */
export function answersOf({
  title,
  text,
  lookedFor,
}: {
  title: string;
  text: string;
  lookedFor: string | null;
}): string[] {
  const headings = [...text.matchAll(HEADING)].map(([, heading = '']) => heading);
  return [...new Set([title, ...headings, ...(lookedFor === null ? [] : [lookedFor])])];
}
