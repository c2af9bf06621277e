import { parseVerifierKey, type VerifierKey } from '#proof';

/** What the service answers about a code: nothing of a person. */
export interface CheckedDocument {
  readonly association: string;
  readonly kind: string;
  readonly language: string;
  readonly issuedOn: string;
  readonly sha256: string;
  readonly position: string;
  readonly isReplaced: boolean;
}

export type CheckedCode = CheckedDocument | 'unknown' | 'asked-too-often' | 'no-answer';

/** All that this page ever sends: a code, and the id of an association. */
export async function checkCode(code: string): Promise<CheckedCode> {
  const asked = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ code }) };
  const response = await ask('/v1/document-checks', asked);
  if (response?.ok) return (await response.json()) as CheckedDocument;
  if (response?.status === 404 || response?.status === 400) return 'unknown';
  return response?.status === 429 ? 'asked-too-often' : 'no-answer';
}

const ASSOCIATION = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/;

/** The keys that sign the log of an association or did; null where the service does not tell them. */
export async function keysOf(association: string): Promise<VerifierKey[] | null> {
  if (!ASSOCIATION.test(association)) return null;
  const response = await ask(`/v1/log/${association}/keys`);
  if (!response?.ok) return null;
  const { keys } = (await response.json()) as { readonly keys: readonly { readonly key: string }[] };
  return keys.map(({ key }) => parseVerifierKey(key));
}

/** How an association calls itself, where it publishes anything. */
export async function nameOf(association: string, language: 'ja' | 'en'): Promise<string> {
  const response = ASSOCIATION.test(association) ? await ask(`/v1/publications/${association}`) : null;
  if (!response?.ok) return association;
  const publication = (await response.json()) as Partial<
    Record<'association', { name?: Partial<Record<string, string>> }>
  >;
  return publication.association?.name?.[language] ?? association;
}

async function ask(address: string, init: RequestInit = {}): Promise<Response | null> {
  try {
    return await fetch(address, { ...init, cache: 'no-store', credentials: 'omit', referrerPolicy: 'no-referrer' });
  } catch {
    return null;
  }
}
