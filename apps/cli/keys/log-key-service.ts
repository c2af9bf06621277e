import { CommandError } from '../exit-codes.js';
import { addressOf, explain, send } from '../service-client.js';

interface Said {
  readonly position: string;
}

/** As `GET /v1/log-keys` answers. */
export interface LogKeysShown {
  readonly origin: string;
  readonly keys: readonly {
    readonly version: number;
    readonly key: string;
    readonly announced: Said;
    readonly retired: Said | null;
  }[];
}

/** The routes of operators about the keys that sign the log of one association. */
export class LogKeyService {
  constructor(
    private readonly url: string,
    private readonly token: string,
    private readonly association: string,
  ) {}

  list(): Promise<LogKeysShown> {
    return this.#ask(`/v1/log-keys?association=${encodeURIComponent(this.association)}`);
  }

  rotate(version: number): Promise<LogKeysShown> {
    return this.#ask('/v1/log-keys/rotations', { version });
  }

  retire(version: number): Promise<LogKeysShown> {
    return this.#ask('/v1/log-keys/retirements', { version });
  }

  async #ask(path: string, body?: object): Promise<LogKeysShown> {
    const text = body && JSON.stringify({ association: this.association, ...body });
    const response = await send(addressOf(this.url, path), this.token, text);
    const answer = (await response.json().catch(() => null)) as LogKeysShown | null;
    if (response.ok && answer !== null) return answer;
    throw new CommandError(explain(response.status, answer));
  }
}

/** The keys as a person reads them; each is whole, to be handed to whoever verifies. */
export function logKeyTable({ origin, keys }: LogKeysShown): string {
  const lines = keys.map(({ version, key, announced, retired }) => {
    const state = retired ? `retired at ${retired.position}` : 'signs';
    return `  version ${version}  announced at ${announced.position}  ${state}\n    ${key}`;
  });
  return `${[`keys of ${origin}`, ...lines].join('\n')}\n`;
}
