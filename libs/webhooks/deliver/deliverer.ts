import { GONE, restAfter, type Attempted } from '../domain/attempts.js';
import { messageBody, TEST_TYPE } from '../domain/message.js';
import type { WebhookEvent } from '../domain/webhook-events.js';
import { secretsAt, type Webhook } from '../domain/webhooks.js';
import type { WebhookLog } from '../log/webhook-log.js';
import { sendMessage, type SendTerms } from '../send/send-message.js';
import { signedHeaders } from '../send/sign-message.js';
import type { Claimed, DeliveryQueue, DueEndpoint } from './delivery-queue.js';

const WEBHOOKS = { role: 'system', id: 'webhooks' } as const;

/** Whoever registered the webhook may not see the arrangement any more: what waited of it is given up unsent. */
const NOT_TOLD = { status: null, fault: 'arrangement-lost', milliseconds: 0 } as const;

/** A receiver that takes longer is slow: its lane ends, so that others have theirs. */
const SLOW_MILLISECONDS = 3_000;

export interface DeliveryObserver {
  delivered(): void;
  failed(): void;
  /** It is told nothing any more, or until somebody switches it on. */
  switchedOff(association: string, webhookId: string, why: 'failing' | 'gone'): void;
}

export interface DelivererGround {
  readonly queue: DeliveryQueue;
  readonly log: WebhookLog;
  readonly terms: SendTerms;
  readonly now: () => Date;
  readonly observer: DeliveryObserver;
}

/** An endpoint with its address and secrets opened; null where their key is gone. */
type OpenedEndpoint = { readonly url: string; readonly secretOf: ReadonlyMap<string, string> } | null;

/** Tries deliveries of an endpoint, one after the other. */
export class Deliverer {
  constructor(private readonly ground: DelivererGround) {}

  /**
   * Goes on while something is due and arrives in time, so many times at most: then it is looked at anew who listens.
   * Whether the last one was slow; null where none was sent.
   */
  async run(due: DueEndpoint, most: number): Promise<boolean | null> {
    const { queue, terms } = this.ground;
    const endpoint = await this.#open(due);
    let isSlow: boolean | null = null;
    for (let count = 0; count < most && !isSlow && !terms.stopping?.aborted; count += 1) {
      const claimed = await queue.claim(due);
      if (!claimed) break;
      if (!claimed.isToBeTold) {
        await queue.failed(claimed, NOT_TOLD, null);
        continue;
      }
      const attempted = await this.#deliver(claimed, due.webhook, endpoint);
      isSlow = attempted.milliseconds > SLOW_MILLISECONDS;
      if (attempted.fault !== null) break;
    }
    return isSlow;
  }

  async #deliver(claimed: Claimed, webhook: Webhook, endpoint: OpenedEndpoint): Promise<Attempted> {
    const { queue, observer } = this.ground;
    const attempted = await this.#send(claimed, webhook, endpoint);
    if (attempted.fault === null) {
      await queue.delivered(claimed, attempted);
      observer.delivered();
      return attempted;
    }
    observer.failed();
    // A test is tried once: whoever asked for it looks at what came of it.
    const isLast = claimed.fact.type === TEST_TYPE || attempted.status === GONE;
    const isLong = await queue.failed(
      claimed,
      attempted,
      isLast ? null : restAfter(claimed.tries, Math.random(), attempted.restAsked),
    );
    if (attempted.status === GONE) await this.#stop(claimed, 'gone');
    else if (isLong) await this.#stop(claimed, 'failing');
    return attempted;
  }

  async #send({ messageId: id, fact }: Claimed, webhook: Webhook, endpoint: OpenedEndpoint): Promise<Attempted> {
    if (endpoint === null) return { status: null, fault: 'secret-gone', milliseconds: 0 };
    const { terms, now } = this.ground;
    const at = now();
    const secrets = secretsAt(webhook, at.toISOString()).flatMap(({ eventId }) => endpoint.secretOf.get(eventId) ?? []);
    const body = messageBody(fact);
    return sendMessage({ url: endpoint.url, body, headers: signedHeaders({ id, body, at, secrets }) }, terms);
  }

  async #open({ association, webhook }: DueEndpoint): Promise<OpenedEndpoint> {
    const { url, secret, previous } = webhook;
    const parts = [url, secret, ...(previous ? [previous.secret] : [])];
    const [address, ...secrets] = (await this.ground.log.open(association, parts)) as ({
      readonly url: string;
      readonly secret: string;
    } | null)[];
    if (!address || !secrets[0]) return null;
    const known = parts.slice(1).flatMap(({ eventId }, index) => {
      const opened = secrets[index];
      return opened ? [[eventId, opened.secret] as const] : [];
    });
    return { url: address.url, secretOf: new Map(known) };
  }

  async #stop({ association, webhookId }: Claimed, why: 'failing' | 'gone'): Promise<void> {
    const { log, observer } = this.ground;
    const { isNew } = await log.act({ association, actor: WEBHOOKS, requestId: null }, (webhooks) =>
      webhooks.get(webhookId)?.status === 'active' ? stopped(webhookId, why) : null,
    );
    if (isNew) observer.switchedOff(association, webhookId, why);
  }
}

function stopped(webhookId: string, why: 'failing' | 'gone'): WebhookEvent {
  return why === 'gone'
    ? { type: 'WebhookEnded', data: { webhookId, why }, sealed: null }
    : { type: 'WebhookSwitchedOff', data: { webhookId, why }, sealed: null };
}
