import { Webhook } from 'standardwebhooks';
import { freshBytes } from '#platform';

const SECRET_BYTES = 32;

/** A secret as Standard Webhooks writes it: random bytes, base64, behind a mark. */
export function freshSecret(): string {
  return `whsec_${freshBytes(SECRET_BYTES).toString('base64')}`;
}

export interface Signing {
  readonly id: string;
  readonly body: string;
  readonly at: Date;
  /** More than one while one replaces another: a receiver takes whichever it knows. */
  readonly secrets: readonly string[];
}

/** The three headers of Standard Webhooks. */
export function signedHeaders({ id, body, at, secrets }: Signing): Record<string, string> {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
  };
}
