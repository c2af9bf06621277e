import {
  Inject,
  Injectable,
  Logger,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { heldTo, type AssociationCaller, type Caller } from '#access';
import { Clock } from '#platform';
import { narrowed, type Webhook } from '../domain/webhooks.js';
import { WebhookLog } from '../log/webhook-log.js';
import { SeenAccounts } from './seen-accounts.js';
import { WebhookRules, type Asking } from './webhook-rules.js';

/** What a token names is held against webhooks so often, for the log is read for it. */
const LOOK_MILLISECONDS = 60_000;
/** Tokens that are remembered; beyond it all are looked at anew. */
const LOOKED_MAX = 10_000;

/**
 * Webhooks of an integrator hear of no arrangement that its token has lost: whatever the account asks first, with the
 * token of now, they are narrowed before it is answered. Nothing widens them but a change that is asked for.
 */
@Injectable()
export class NarrowWebhooks implements NestInterceptor {
  readonly #log = new Logger('Webhooks');
  readonly #lookedAt = new Map<string, number>();

  constructor(
    @Inject(WebhookLog) private readonly webhooks: WebhookLog,
    @Inject(WebhookRules) private readonly rules: WebhookRules,
    @Inject(SeenAccounts) private readonly seen: SeenAccounts,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const { caller, id } = context.switchToHttp().getRequest<FastifyRequest & { readonly caller?: Caller }>();
    if (caller?.role === 'integrator' && caller.association !== null) {
      await this.#look(caller as AssociationCaller, id);
    }
    return next.handle();
  }

  async #look(caller: AssociationCaller, requestId: string): Promise<void> {
    const held = heldTo(caller);
    const key = JSON.stringify([caller.association, caller.subject, held?.toSorted() ?? null]);
    const now = this.clock.now().getTime();
    if (now - (this.#lookedAt.get(key) ?? -Infinity) < LOOK_MILLISECONDS) return;
    // What was asked for does not fail for it: it is looked at again when the account comes next.
    const isDone = await this.#narrow({ association: caller.association, caller, requestId }, held).catch(() => false);
    if (!isDone) return this.#log.warn({ event: 'webhooks-not-narrowed', association: caller.association });
    if (this.#lookedAt.size >= LOOKED_MAX) this.#lookedAt.clear();
    this.#lookedAt.set(key, now);
  }

  async #narrow(asking: Asking, held: readonly string[] | null): Promise<true> {
    const { association, requestId } = asking;
    const all = await this.webhooks.read(association);
    if (all.size === 0) return true;
    const actor = await this.rules.actor(asking);
    const own = [...all.values()].filter(({ by, status }) => by === actor.id && status !== 'ended');
    if (own.length > 0) await this.seen.see(association, actor.id);
    for (const { id } of own.filter((one) => leftTo(one, held))) {
      await this.webhooks.act({ association, actor, requestId }, (webhooks) => {
        const webhook = webhooks.get(id)!;
        const arrangements = leftTo(webhook, held);
        if (arrangements === null) return null;
        return { type: 'WebhookChanged', data: { webhookId: id, types: webhook.types, arrangements }, sealed: null };
      });
    }
    return true;
  }
}

function leftTo({ status, arrangements }: Webhook, held: readonly string[] | null): readonly string[] | null {
  return status === 'ended' ? null : narrowed(arrangements, held);
}
