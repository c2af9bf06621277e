import { isCutOff, type FuzzRequest } from './fuzz-request.js';
import type { FuzzAnswer } from './http-answer.js';

/** What may be wrong with an answer, and with the service after all of them. */
export type FaultKind =
  | 'server-error'
  | 'silent'
  | 'closed'
  | 'no-problem'
  | 'leak'
  | 'stack'
  | 'not-ready'
  | 'behind'
  | 'changed'
  | 'logged';

export interface Fault {
  readonly kind: FaultKind;
  readonly what: string;
}

/** Every type of problem that the service describes, by its code. */
export type Problems = ReadonlyMap<string, { readonly status: number; readonly ja: string; readonly en: string }>;

export interface Measures {
  readonly problems: Problems;
  /** What must not stand in an answer to this sender, in lower case. */
  readonly forbidden: readonly string[];
}

/** Reasons of a 503 that pass by themselves and are no fault: the sender is told when to ask again. */
export const PASSING = ['not-yet-visible', 'no-checkpoint-yet'] as const;
/** Where a program names a place in itself. */
const STACK = /\bat (?:[\w.<>]+ )?\(?(?:file:\/\/|\/|node:)[^\s)]+:\d+:\d+/;
const SHOWN = 300;

/** What is wrong with an answer; nothing where all is well. */
export function faultsOf(request: FuzzRequest, answer: FuzzAnswer, measures: Measures): Fault[] {
  if (answer.status === 0) return noAnswer(request, answer);
  const { status, body } = answer;
  const faults: Fault[] = [];
  const find = (kind: FaultKind, what: string) => faults.push({ kind, what });
  if (status >= 500 && !isPassing(answer, request.method)) find('server-error', `${status} ${body.slice(0, SHOWN)}`);
  if (status >= 400 && request.method !== 'HEAD') {
    const lack = problemLack(answer, measures.problems);
    if (lack) find('no-problem', `${status}: ${lack}: ${body.slice(0, SHOWN)}`);
  }
  const text = `${[...answer.headers.values()].join('\n')}\n${body}`.toLowerCase();
  const shown = measures.forbidden.filter((mark) => text.includes(mark));
  if (shown.length > 0) find('leak', `shows ${shown.join(', ')}`);
  if (STACK.test(body)) find('stack', STACK.exec(body)![0]);
  return faults;
}

/** The code of a problem; null where the answer is none. */
export function codeOf({ headers, body }: FuzzAnswer): string | null {
  if (!headers.get('content-type')?.startsWith('application/problem+json')) return null;
  return (JSON.parse(body) as { code?: string }).code ?? null;
}

export function isPassing(answer: FuzzAnswer, method = 'GET'): boolean {
  if (answer.status !== 503 || !(Number(answer.headers.get('retry-after')) > 0)) return false;
  // There is no body that could say why.
  if (method === 'HEAD') return true;
  return (PASSING as readonly (string | null)[]).includes(safely(() => codeOf(answer)));
}

function noAnswer(request: FuzzRequest, { what }: FuzzAnswer): Fault[] {
  if (what === 'closed' && isCutOff(request)) return [];
  if (what === 'silent') return [{ kind: 'silent', what: 'no answer within the limit' }];
  return [{ kind: 'closed', what: `the connection was ${what} without an answer` }];
}

/** What an answer lacks of RFC 9457 with a title that is ours in Japanese and English; null where it lacks nothing. */
function problemLack({ status, headers, body }: FuzzAnswer, problems: Problems): string | null {
  const type = headers.get('content-type') ?? 'none';
  if (!/^application\/problem\+json(;|$)/.test(type)) return `its type is ${type}`;
  const problem = safely(() => JSON.parse(body) as Record<string, unknown>);
  if (problem === null || typeof problem !== 'object') return 'it is not JSON';
  const { code, title, instance } = problem;
  const known = problems.get(String(code));
  if (!known) return `nobody describes ${String(code)}`;
  if (problem['type'] !== `/docs/problems#${String(code)}`) return 'its type leads elsewhere';
  if (problem['status'] !== status || known.status !== status) return 'it says another status';
  const language = headers.get('content-language');
  if (language !== 'ja' && language !== 'en') return `its language is ${language}`;
  if (!known.ja || !known.en || title !== known[language]) return 'its title is not the one that is described';
  if (typeof instance !== 'string' || !instance.startsWith('urn:request:')) return 'it names no request';
  return null;
}

function safely<Value>(read: () => Value): Value | null {
  try {
    return read();
  } catch {
    return null;
  }
}

const ROW =
  /<tr id="([^"]+)"><td><code>[^<]*<\/code><\/td><td>(\d{3})<\/td><td lang="ja">([^<]*)<\/td><td lang="en">([^<]*)</g;

/** Reads the page of problems. */
export function problemsOf(page: string): Problems {
  return new Map(
    [...page.matchAll(ROW)].map(([, code, status, ja, en]) => [code!, { status: Number(status), ja: ja!, en: en! }]),
  );
}
