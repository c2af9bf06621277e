import { Resolver } from 'node:dns/promises';

export interface Address {
  readonly address: string;
  readonly family: number;
}

export interface ResolveTerms {
  readonly timeoutMilliseconds?: number;
  readonly tries?: number;
  /** Whom to ask, where it is not whom the machine asks. */
  readonly servers?: readonly string[];
}

const TIMEOUT_MILLISECONDS = 2_000;
const TRIES = 2;
/** This machine by its own name, which no name server is asked for (RFC 6761). */
const LOCALHOST: readonly Address[] = [
  { address: '127.0.0.1', family: 4 },
  { address: '::1', family: 6 },
];

/**
 * All addresses of a name, as the domain name system has it; none where it knows none. It asks over sockets of its own: the
 * system's way waits in a thread, of which the process has four, and names that nobody answers would hold all of them.
 */
export async function resolveHost(
  host: string,
  signal: AbortSignal,
  { timeoutMilliseconds: timeout = TIMEOUT_MILLISECONDS, tries = TRIES, servers }: ResolveTerms = {},
): Promise<readonly Address[]> {
  signal.throwIfAborted();
  if (host === 'localhost') return LOCALHOST;
  const resolver = new Resolver({ timeout, tries });
  if (servers) resolver.setServers(servers);
  const cancel = (): void => resolver.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    const [four, six] = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
    signal.throwIfAborted();
    return [...addresses(four, 4), ...addresses(six, 6)];
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

function addresses(found: PromiseSettledResult<string[]>, family: 4 | 6): Address[] {
  return found.status === 'fulfilled' ? found.value.map((address) => ({ address, family })) : [];
}
