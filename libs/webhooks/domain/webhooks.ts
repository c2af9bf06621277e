import type { ClearWebhookEvent } from './webhook-events.js';

/** A sealed part as the log has it. */
export interface SealedPart {
  readonly eventId: string;
  readonly keyId: string;
  readonly sealed: string;
}

/** A webhook as it stands. What is sealed stays closed. */
export interface Webhook {
  readonly id: string;
  readonly types: readonly string[];
  readonly arrangements: readonly string[] | null;
  readonly status: 'active' | 'off' | 'ended';
  /** Why it is off or over; null where it is active. */
  readonly why: 'asked' | 'failing' | 'gone' | null;
  /** Who registered it: the account, as events name it, and its role. */
  readonly by: string;
  readonly role: string;
  readonly registeredAt: string;
  /** Of the last event about it, in the stream of all: every change is another. */
  readonly revision: number;
  /** Since when it has its status, or is at its address: how long it fails is counted from then. */
  readonly since: string;
  readonly url: SealedPart;
  readonly secret: SealedPart;
  /** The secret of before, as long as it signs as well. */
  readonly previous: { readonly secret: SealedPart; readonly until: string } | null;
}

/** An event with what the log says of it; `part` is null where nothing is sealed. */
export interface NotedWebhookEvent {
  readonly event: ClearWebhookEvent;
  readonly by: string;
  readonly role: string;
  readonly at: string;
  readonly revision: number;
  readonly part: SealedPart | null;
}

/** A webhook after an event; null where the event is of one that nobody registered. */
export function evolveWebhook(before: Webhook | null, noted: NotedWebhookEvent): Webhook | null {
  const { event, revision } = noted;
  if (event.type === 'WebhookRegistered') return before ?? registered(event.data, noted);
  return before && { ...changed(before, event, noted), revision };
}

function changed(
  before: Webhook,
  event: Exclude<ClearWebhookEvent, { type: 'WebhookRegistered' }>,
  { at, part }: NotedWebhookEvent,
): Webhook {
  switch (event.type) {
    case 'WebhookChanged': {
      const { types, arrangements } = event.data;
      return { ...before, types, arrangements, ...(part && { url: part, since: at }) };
    }
    case 'WebhookSecretRotated': {
      const { previousUntil: until } = event.data;
      return { ...before, secret: part!, previous: until === null ? null : { secret: before.secret, until } };
    }
    case 'WebhookSwitchedOff':
      return { ...before, status: 'off', why: event.data.why, since: at };
    case 'WebhookSwitchedOn':
      return { ...before, status: 'active', why: null, since: at };
    case 'WebhookEnded':
      return { ...before, status: 'ended', why: event.data.why, since: at };
    default:
      return event satisfies never;
  }
}

/** All webhooks by their ids, in the order in which they were registered. */
export function webhooksOf(events: Iterable<NotedWebhookEvent>): Map<string, Webhook> {
  const webhooks = new Map<string, Webhook>();
  for (const noted of events) {
    const { webhookId } = noted.event.data;
    const webhook = evolveWebhook(webhooks.get(webhookId) ?? null, noted);
    if (webhook) webhooks.set(webhookId, webhook);
  }
  return webhooks;
}

function registered(
  { webhookId, types, arrangements }: Extract<ClearWebhookEvent, { type: 'WebhookRegistered' }>['data'],
  { by, role, at, revision, part }: NotedWebhookEvent,
): Webhook {
  const open = { status: 'active', why: null, previous: null } as const;
  return {
    id: webhookId,
    types,
    arrangements,
    by,
    role,
    registeredAt: at,
    revision,
    since: at,
    url: part!,
    secret: part!,
    ...open,
  };
}

/** Whether a webhook is told of something: of what it wants, and of an arrangement to which it is held. */
export function isToldOf(
  { types, arrangements }: Pick<Webhook, 'types' | 'arrangements'>,
  { type, arrangement }: { readonly type: string; readonly arrangement: string | null },
): boolean {
  if (!types.includes(type)) return false;
  return arrangements === null || (arrangement !== null && arrangements.includes(arrangement));
}

/** Those that are not over: each event is told to all of an association's. */
const WEBHOOKS_MAX = 50;
/** Integrators leave these to officers. */
const OFFICERS_ROOM = 10;
const OF_INTEGRATOR_MAX = 10;

/** Whether an account may have one more. */
export function hasRoomFor(
  { role, id }: { readonly role: string; readonly id: string },
  webhooks: Iterable<Pick<Webhook, 'status' | 'role' | 'by'>>,
): boolean {
  const live = [...webhooks].filter(({ status }) => status !== 'ended');
  if (live.length >= WEBHOOKS_MAX) return false;
  if (role !== 'integrator') return true;
  const ofIntegrators = live.filter((one) => one.role === 'integrator');
  const own = ofIntegrators.filter(({ by }) => by === id);
  return own.length < OF_INTEGRATOR_MAX && ofIntegrators.length < WEBHOOKS_MAX - OFFICERS_ROOM;
}

/** What is left to a webhook where whoever registered it is held to these now; null where nothing is lost. */
export function narrowed(
  arrangements: readonly string[] | null,
  held: readonly string[] | null,
): readonly string[] | null {
  if (held === null) return null;
  if (arrangements === null) return held;
  const left = arrangements.filter((one) => held.includes(one));
  return left.length === arrangements.length ? null : left;
}

/** The secrets that sign at an instant, the newest first. */
export function secretsAt({ secret, previous }: Webhook, now: string): readonly SealedPart[] {
  return previous !== null && now < previous.until ? [secret, previous.secret] : [secret];
}
