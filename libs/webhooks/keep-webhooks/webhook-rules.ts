import { Inject, Injectable } from '@nestjs/common';
import { heldTo, Pseudonyms, type ActingCaller, type Caller } from '#access';
import type { Actor } from '#event-store';
import { Refusal } from '#platform';
import { faultOfUrl } from '../domain/endpoint-url.js';
import { NEWS_SOURCES, type NewsSource } from '../domain/news.js';
import type { Webhook } from '../domain/webhooks.js';
import type { Webhooks } from '../log/webhook-log.js';
import { WEBHOOK_SETTINGS, type WebhookSettings } from '../send/webhook-settings.js';

/** Who asks for an association, in which request. */
export interface Asking {
  readonly association: string;
  readonly caller: ActingCaller & Pick<Caller, 'role'>;
  readonly requestId: string | null;
}

/** Who may be told of what, and who may change which webhook. */
@Injectable()
export class WebhookRules {
  constructor(
    @Inject(NEWS_SOURCES) private readonly sources: readonly NewsSource[],
    @Inject(WEBHOOK_SETTINGS) private readonly settings: WebhookSettings,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
  ) {}

  actor({ association, caller }: Asking): Promise<Actor> {
    return this.pseudonyms.actor(association, caller);
  }

  /** The types that a role may be told, with what they mean. */
  typesFor({ role }: Pick<Caller, 'role'>): Record<string, { readonly ja: string; readonly en: string }> {
    const open = this.sources.filter(({ isForIntegrators }) => role !== 'integrator' || isForIntegrators);
    return Object.assign({}, ...open.map(({ types }) => types)) as Record<string, { ja: string; en: string }>;
  }

  /** The types that were asked for, each once and in one order. */
  typesAsked(types: readonly string[], caller: Pick<Caller, 'role'>): readonly string[] {
    const known = this.typesFor(caller);
    const unknown = types.findIndex((type) => !(type in known));
    if (unknown >= 0) refuseField(`/types/${unknown}`, `is none of ${Object.keys(known).join(', ')}`);
    return [...new Set(types)].sort();
  }

  /** The address as it is kept. */
  urlAsked(url: string): string {
    const fault = faultOfUrl(url, this.settings);
    if (fault) refuseField('/url', fault);
    return new URL(url).href;
  }

  /** The arrangements to which the caller's token is held now. */
  arrangementsOf(caller: ActingCaller): readonly string[] | null {
    const held = heldTo(caller);
    return held && [...held].sort();
  }
}

/** Integrators know of their own alone, officers of all. */
export function isSeen(webhook: Webhook, actor: Actor): boolean {
  return actor.role !== 'integrator' || webhook.by === actor.id;
}

export function seenWebhook(webhooks: Webhooks, id: string, actor: Actor): Webhook {
  const webhook = webhooks.get(id);
  if (!webhook || !isSeen(webhook, actor)) throw new Refusal('webhook-unknown');
  return webhook;
}

/** What an integrator registered, nobody else points elsewhere or signs for: it hears what that account may hear. */
export function refuseOfAnother(webhook: Webhook, actor: Actor): void {
  const isOfficers = webhook.role === 'officer' && actor.role === 'officer';
  if (webhook.by !== actor.id && !isOfficers) throw new Refusal('webhook-of-another');
}

export function refuseEnded({ status }: Webhook): void {
  if (status === 'ended') throw new Refusal('webhook-ended');
}

/** Somebody changed it since it was read. */
export function refuseStale({ revision }: Webhook, seen: number): void {
  if (revision !== seen) throw new Refusal('changed-meanwhile');
}

export function refuseField(pointer: string, detail: string): never {
  throw new Refusal('invalid-request', { errors: [{ pointer, detail }] });
}
