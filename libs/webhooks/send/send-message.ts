import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { faultOfStatus, restAsked, type AttemptFault, type Attempted } from '../domain/attempts.js';
import { faultOfUrl, type EndpointRules } from '../domain/endpoint-url.js';
import { isLoopback, isPublicAddress } from './public-address.js';
import { resolveHost, type Address } from './resolve-host.js';

const CONNECT_MILLISECONDS_MAX = 5_000;
const TOTAL_MILLISECONDS_MAX = 15_000;
/** More of an answer is not read; none of it is kept. */
const ANSWER_BYTES_MAX = 4_096;

export interface Outgoing {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface SendTerms {
  readonly rules: EndpointRules;
  readonly stopping?: AbortSignal;
  readonly connectMillisecondsMax?: number;
  readonly totalMillisecondsMax?: number;
  /** All addresses of a name. */
  readonly lookup?: (host: string, signal: AbortSignal) => Promise<readonly Address[]>;
  /** Which addresses may be reached, besides this machine where the rules allow it. */
  readonly isReachable?: (address: string) => boolean;
  /** Whom to believe besides the authorities that everybody believes, in PEM. */
  readonly ca?: string;
}

class SendFault extends Error {
  constructor(readonly fault: AttemptFault) {
    super(fault);
  }
}

/** Sends a message once and says what came of it. Never throws: a receiver can do nothing that is not an outcome. */
export async function sendMessage(outgoing: Outgoing, terms: SendTerms): Promise<Attempted> {
  const startedAt = performance.now();
  const outcome = await attempt(outgoing, terms).catch((error: unknown) => ({ status: null, fault: faultOf(error) }));
  return { ...outcome, milliseconds: Math.round(performance.now() - startedAt) };
}

async function attempt(outgoing: Outgoing, terms: SendTerms): Promise<Omit<Attempted, 'milliseconds'>> {
  const { rules, stopping, totalMillisecondsMax = TOTAL_MILLISECONDS_MAX } = terms;
  if (faultOfUrl(outgoing.url, rules) !== null) throw new SendFault('address-refused');
  const ending = new AbortController();
  const end = (fault: AttemptFault) => () => ending.abort(new SendFault(fault));
  const [late, stopped] = [end('timeout'), end('stopped')];
  const timer = setTimeout(late, totalMillisecondsMax);
  stopping?.addEventListener('abort', stopped, { once: true });
  if (stopping?.aborted) stopped();
  try {
    const url = new URL(outgoing.url);
    const address = await orEnded(addressOf(url, terms, ending.signal), ending.signal);
    const { status, retryAfter } = await post(url, address, outgoing, { terms, ending });
    const asked = restAsked(retryAfter, new Date());
    return { status, fault: faultOfStatus(status), ...(asked !== undefined && { restAsked: asked }) };
  } finally {
    clearTimeout(timer);
    stopping?.removeEventListener('abort', stopped);
  }
}

/**
 * The one address that is connected to. A name is resolved once, here: what it leads to a moment later, nobody asks. One
 * that leads to a forbidden address beside a public one is refused as a whole.
 */
async function addressOf(
  url: URL,
  { rules, lookup = resolveHost, isReachable = isPublicAddress }: SendTerms,
  signal: AbortSignal,
): Promise<Address> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const family = isIP(host);
  const found = family === 0 ? await lookup(host, signal) : [{ address: host, family }];
  const isAllowed = ({ address }: Address) =>
    isReachable(address) || (rules.allowsLoopback && isLoopback(address) && isNamedLoopback(url));
  if (found.length === 0) throw new SendFault('name-unknown');
  if (!found.every(isAllowed)) throw new SendFault('address-refused');
  return found[0]!;
}

// A name of the net that leads to this machine is refused even where this machine may be reached by its own name.
function isNamedLoopback({ hostname }: URL): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

interface Posting {
  readonly terms: SendTerms;
  readonly ending: AbortController;
}

/** All that is known of an answer. */
interface Answered {
  readonly status: number;
  readonly retryAfter: string | undefined;
}

function post(url: URL, address: Address, { headers, body }: Outgoing, posting: Posting): Promise<Answered> {
  const { terms, ending } = posting;
  const options: RequestOptions = {
    method: 'POST',
    headers: {
      ...headers,
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'Kiroku-Webhooks/1',
      connection: 'close',
    },
    // A connection of its own: none that leads somewhere else is used again, and no proxy of the environment.
    agent: false,
    lookup: always(address),
    signal: ending.signal,
    ...(terms.ca === undefined ? {} : { ca: terms.ca }),
  };
  return new Promise((resolveAnswered, reject) => {
    const sent = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, options);
    const connecting = setTimeout(
      () => ending.abort(new SendFault('timeout')),
      terms.connectMillisecondsMax ?? CONNECT_MILLISECONDS_MAX,
    );
    whenConnected(sent, url, () => clearTimeout(connecting));
    let answered: Answered | undefined;
    sent.once('response', (answer) => {
      answered = { status: answer.statusCode!, retryAfter: answer.headers['retry-after'] };
      readAway(answer, () => resolveAnswered(answered!));
    });
    sent.once('close', () => clearTimeout(connecting));
    sent.on('error', (error) => {
      if (answered) resolveAnswered(answered);
      else reject(ending.signal.aborted ? (ending.signal.reason as Error) : error);
    });
    sent.end(body);
  });
}

/** The status counts once it is there; what follows is read up to a limit, so that a receiver may end in peace. */
function readAway(answer: IncomingMessage, done: () => void): void {
  let bytes = 0;
  answer.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > ANSWER_BYTES_MAX) answer.destroy();
  });
  answer.on('error', () => {});
  answer.once('close', done);
}

function whenConnected(sent: ClientRequest, { protocol }: URL, connected: () => void): void {
  sent.once('socket', (socket) => socket.once(protocol === 'https:' ? 'secureConnect' : 'connect', connected));
}

function always({ address, family }: Address): LookupFunction {
  return (_host, options, answer) =>
    options.all ? answer(null, [{ address, family }]) : answer(null, address, family);
}

async function orEnded<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  signal.throwIfAborted();
  work.catch(() => {});
  let end = (): void => {};
  const ended = new Promise<never>((_, reject) => {
    end = () => reject(signal.reason as Error);
    signal.addEventListener('abort', end, { once: true });
  });
  return Promise.race([work, ended]).finally(() => signal.removeEventListener('abort', end));
}

function faultOf(error: unknown): AttemptFault {
  if (error instanceof SendFault) return error.fault;
  const code = String((error as { code?: unknown } | null)?.code ?? '');
  return /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|ERR_OSSL|EPROTO|HOSTNAME_MISMATCH)/.test(code)
    ? 'tls'
    : 'connection';
}
