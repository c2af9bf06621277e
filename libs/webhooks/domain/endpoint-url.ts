/** Where endpoints may be, besides the addresses that the network guard refuses. */
export interface EndpointRules {
  readonly ports: readonly number[];
  /** For trying things out: this machine, by http as well, at any port. */
  readonly allowsLoopback: boolean;
}

export const URL_LENGTH_MAX = 1_000;
const LOOPBACK_HOSTS: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/** What is wrong with the address of an endpoint; null where nothing is. Whom its name leads to, is seen when it is used. */
export function faultOfUrl(text: string, { ports, allowsLoopback }: EndpointRules): string | null {
  if (text.length > URL_LENGTH_MAX || !URL.canParse(text)) return 'is no address';
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return 'names a user or a password';
  if (text.includes('?') || text.includes('#')) return 'has a query or a fragment';
  if (allowsLoopback && LOOPBACK_HOSTS.includes(url.hostname) && /^https?:$/.test(url.protocol)) return null;
  if (url.protocol !== 'https:') return 'is not https';
  if (!ports.includes(portOfUrl(url))) return `is at no port of ${ports.join(', ')}`;
  return null;
}

export function portOfUrl({ port, protocol }: URL): number {
  if (port !== '') return Number(port);
  return protocol === 'https:' ? 443 : 80;
}
