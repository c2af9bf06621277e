import { ISSUER_PATH, SIGN_IN_PATH } from './oidc-configuration.js';

/** What of a request says from where it comes, and what it wants. */
export interface AtTheDoor {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
}

/** As a URL has one once it is read: what ends in a number is an address of IPv4, or no host at all. */
const ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[[\da-f:.]+\])$/;
const AUTHORIZE = `${ISSUER_PATH}/authorize`;

/**
 * Why a request does not come in, in words for the page that says so; null where it may. The issuer asks for no password:
 * all that keeps a page elsewhere from signing somebody in is that it must come from here, and under a name that no
 * stranger can give to this machine (DNS rebinding): an address, or localhost.
 */
export function whyNotIn({ method, url, host, origin }: AtTheDoor): string | null {
  if (!isOwnName(host)) return `Ask under an IP address or localhost: the name in Host could be anybody's.`;
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const isForm = method === 'POST' && (pathname.startsWith(`${SIGN_IN_PATH}/`) || pathname === AUTHORIZE);
  if (isForm && origin !== undefined && hostOf(origin) !== host)
    return 'The form was sent from another place than this one.';
  if (pathname !== AUTHORIZE) return null;
  if (method !== 'GET') return 'Ask with GET, and what is asked in the address.';
  const mode = searchParams.get('response_mode');
  return mode === null || mode === 'query' ? null : 'There is one response_mode: query.';
}

/** Whether somebody came to see what is here, and not from a client that wants somebody signed in. */
export function isVisit({ method, url }: AtTheDoor): boolean {
  const { pathname, search } = new URL(url, 'http://localhost');
  return method === 'GET' && search === '' && [`${ISSUER_PATH}/`, AUTHORIZE].includes(pathname);
}

function isOwnName(host: string | undefined): boolean {
  if (host === undefined || !URL.canParse(`http://${host}`)) return false;
  const { hostname } = new URL(`http://${host}`);
  return hostname === 'localhost' || ADDRESS.test(hostname);
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
