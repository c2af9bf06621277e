import type { EventType } from '#event-store';

interface Of {
  readonly webhookId: string;
}

/** Somebody wants to be told. The address and the secret are sealed: a path may hold a token. */
export interface WebhookRegistered {
  readonly type: 'WebhookRegistered';
  readonly data: Of & {
    /** What is told. */
    readonly types: readonly string[];
    /** The arrangements to which whoever registered it is held; null where to none. */
    readonly arrangements: readonly string[] | null;
  };
  readonly sealed: { readonly url: string; readonly secret: string };
}

export interface WebhookChanged {
  readonly type: 'WebhookChanged';
  readonly data: Of & { readonly types: readonly string[]; readonly arrangements: readonly string[] | null };
  /** Null where the address stays. */
  readonly sealed: { readonly url: string } | null;
}

export interface WebhookSecretRotated {
  readonly type: 'WebhookSecretRotated';
  /** Until when the secret of before signs as well; null where it stops at once. */
  readonly data: Of & { readonly previousUntil: string | null };
  readonly sealed: { readonly secret: string };
}

export interface WebhookSwitchedOff {
  readonly type: 'WebhookSwitchedOff';
  readonly data: Of & { readonly why: 'asked' | 'failing' };
  readonly sealed: null;
}

export interface WebhookSwitchedOn {
  readonly type: 'WebhookSwitchedOn';
  readonly data: Of;
  readonly sealed: null;
}

/** It is told nothing any more, for good. `gone`: the receiver said so, by status 410. */
export interface WebhookEnded {
  readonly type: 'WebhookEnded';
  readonly data: Of & { readonly why: 'asked' | 'gone' };
  readonly sealed: null;
}

export type WebhookEvent =
  WebhookRegistered | WebhookChanged | WebhookSecretRotated | WebhookSwitchedOff | WebhookSwitchedOn | WebhookEnded;

/** An event without what is sealed in it. */
export type ClearWebhookEvent = {
  [Type in WebhookEvent['type']]: Omit<Extract<WebhookEvent, { type: Type }>, 'sealed'>;
}[WebhookEvent['type']];

const current: EventType = { version: 1 };

export const webhookEventTypes: Readonly<Record<WebhookEvent['type'], EventType>> = {
  WebhookRegistered: current,
  WebhookChanged: current,
  WebhookSecretRotated: current,
  WebhookSwitchedOff: current,
  WebhookSwitchedOn: current,
  WebhookEnded: current,
};

/** All of an association's in one stream: they are few. */
export const WEBHOOKS_STREAM = 'webhooks';
