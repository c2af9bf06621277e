import type { Said } from './said.js';

/** What the commands exit with. */
export const EXIT = { ok: 0, failed: 1, usage: 2, differs: 3, blocked: 3 } as const;

/** A failure that is explained to the person at the terminal; anything else is a fault of the program. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  constructor(
    readonly said: Said,
    readonly exitCode: (typeof EXIT)['failed' | 'usage'] = EXIT.failed,
  ) {
    super(typeof said === 'string' ? said : said.en);
  }
}
