import type { FieldIssue } from '#lib/base/errors.ts';
import type { Actor } from '#lib/people/person.ts';
import type { AsOf } from '#lib/live/live-message.ts';
import type { App as HerringboneApp } from '#server/app.ts';
import type { IncomingMessage } from 'node:http';

declare global {
  namespace App {
    /** What an error page gets; `id` names the line in the log when the fault is ours. */
    interface Error {
      message: string;
      code: string;
      reason?: string | undefined;
      values?: Record<string, string | number> | undefined;
      issues?: readonly FieldIssue[] | undefined;
      id?: string;
    }
    interface Locals {
      app: HerringboneApp;
      actor: Actor;
      locale: 'en' | 'pl';
      theme: 'system' | 'light' | 'dark';
      isHttps: boolean;
      /** Everything that was told before this request began. */
      asOf: AsOf;
    }
    interface Platform {
      req: IncomingMessage & { app: HerringboneApp };
    }
  }
}

export {};
