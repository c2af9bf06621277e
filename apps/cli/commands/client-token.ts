import { clientAssertion, ClientFileError, readClient } from '#access';
import { CommandError } from '../exit-codes.js';
import { addressOf } from '../service-client.js';
import { clientDirectory, dataDirectory } from '../surroundings.js';

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const ANSWER_MILLISECONDS_MAX = 30_000;

interface Asked {
  readonly url: string;
  readonly scope: readonly string[];
}

/** A token as an integrating system gets one: its key proves who it is, and no secret is sent (RFC 7523). */
export async function clientToken(id: string, { url, scope }: Asked): Promise<string> {
  const directory = clientDirectory(dataDirectory());
  const client = await readClient(directory, id).catch((error: unknown) => {
    throw error instanceof ClientFileError ? new CommandError(error.message) : error;
  });
  if (!client) throw new CommandError(`There is no client ${id} in ${directory}.`);
  const asked = scope.length > 0 ? scope : client.scopes;
  const metadata = await ask(addressOf(url, '/issuer/.well-known/openid-configuration'));
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: id,
    client_assertion_type: ASSERTION_TYPE,
    client_assertion: await clientAssertion(client, String(metadata['issuer'])),
    scope: asked.join(' '),
  });
  const { access_token: token, scope: granted } = await ask(new URL(String(metadata['token_endpoint'])), form);
  const missing = notGranted(asked, granted);
  if (missing.length > 0) {
    process.stderr.write(
      `kiroku: the issuer did not grant ${missing.join(', ')}. The client ${id} may have: ${client.scopes.join(', ')}.\n`,
    );
  }
  return String(token);
}

// RFC 6749 5.1: an answer without scope grants what was asked for.
function notGranted(asked: readonly string[], granted: unknown): string[] {
  if (granted === undefined) return [];
  const names = new Set(String(granted).split(' '));
  return asked.filter((one) => !names.has(one));
}

async function ask(url: URL, body?: URLSearchParams): Promise<Record<string, unknown>> {
  const signal = AbortSignal.timeout(ANSWER_MILLISECONDS_MAX);
  const response = await fetch(url, { signal, ...(body && { method: 'POST', body }) }).catch(() => {
    throw new CommandError(`Nothing answers at ${url.origin}. Is Kiroku running? Start it with: npm start`);
  });
  const answer = (await response.json().catch(() => ({}))) as Record<string, unknown>;
  if (response.ok) return answer;
  const why = [answer['error'], answer['error_description']].filter(Boolean).join(': ');
  throw new CommandError(`The issuer answered ${response.status}${why && ` (${why})`}.`);
}
