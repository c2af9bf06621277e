import type { Role } from '#access';
import { CommandError, EXIT } from './exit-codes.js';
import { dataDirectory, issuerKeyPath } from './surroundings.js';

const REQUEST_MILLISECONDS_MAX = 30_000;

/** Where a running service is looked for when nobody says. */
export const defaultUrl = () => process.env['KIROKU_URL'] ?? `http://127.0.0.1:${process.env['PORT'] ?? 3000}`;

/** An address of a running service. */
export function addressOf(url: string, path: string): URL {
  if (!URL.canParse(url) || !/^https?:/.test(url)) {
    throw new CommandError(`${url} is no address: say it like http://127.0.0.1:3000`, EXIT.usage);
  }
  return new URL(path, url);
}

/** A token of the development issuer, which is there in the embedded mode only. */
export async function developmentToken(association: string | undefined, role: Role = 'integrator'): Promise<string> {
  if (!association) throw new CommandError('Say --association <id>, or give a token in KIROKU_TOKEN.', EXIT.usage);
  const dataDir = dataDirectory();
  // With it comes most of the product, and whoever brings a token needs nothing of it.
  const { DevelopmentIssuer } = await import('#access');
  const issuer = await DevelopmentIssuer.open(issuerKeyPath(dataDir), false);
  if (!issuer) throw new CommandError(`There is no development issuer in ${dataDir}. Start Kiroku once: npm start`);
  return issuer.issue({ role, association, member: null });
}

/** Sends JSON, or asks where there is no body. */
export async function send(url: URL, token: string, body?: string, language: 'ja' | 'en' = 'en'): Promise<Response> {
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'accept-language': language,
  };
  const signal = AbortSignal.timeout(REQUEST_MILLISECONDS_MAX);
  try {
    return await fetch(url, { headers, signal, ...(body === undefined ? {} : { method: 'POST', body }) });
  } catch {
    throw new CommandError(`Nothing answers at ${url.origin}. Is Kiroku running? Start it with: npm start`);
  }
}

interface Problem {
  readonly title?: string;
  readonly code?: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
  readonly groups?: readonly { readonly findings: readonly { readonly code: string; readonly en: string }[] }[];
}

/** A refusal in the words of the problem that was answered. */
export function explain(status: number, answer: unknown): string {
  const problem = (answer ?? {}) as Problem;
  const fields = (problem.errors ?? []).map(({ pointer, detail }) => `  ${pointer || '(whole)'} ${detail}`);
  const findings = (problem.groups ?? []).flatMap((group) => group.findings.map(({ code, en }) => `  ${code}: ${en}`));
  const title = `${problem.title ?? 'The request was refused'} (${status} ${problem.code ?? ''})`.replace(' )', ')');
  return [title, ...(problem.detail ? [problem.detail] : []), ...fields, ...new Set(findings)].join('\n');
}
