import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { clientNetwork, Limits, OPEN_ROUTE, Refusal, type LimitName, type OpenRoute } from '#platform';
import { Persons } from '../directory/persons.js';
import type { Caller } from '../domain/caller.js';
import { clientOf, limitOf } from '../domain/client-limits.js';
import { scopeOf, type Permission } from '../domain/permissions.js';
import { whyNot } from '../domain/why-not.js';
import { AccountStanding } from './account-standing.js';
import { PERMISSION, type AuthenticatedRequest } from './permit.js';
import { TokenVerifier } from './token-verifier.js';

/** Lets a request pass when its route is open, or its token is good and its role is permitted, and not too many came before. Denies by default. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(TokenVerifier) private readonly tokens: TokenVerifier,
    @Inject(Persons) private readonly persons: Persons,
    @Inject(AccountStanding) private readonly standing: AccountStanding,
    @Inject(Limits) private readonly limits: Limits,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const places = [context.getHandler(), context.getClass()];
    const http = context.switchToHttp();
    const [request, reply] = [
      http.getRequest<FastifyRequest & AuthenticatedRequest>(),
      http.getResponse<FastifyReply>(),
    ];
    const open = this.reflector.getAllAndOverride<OpenRoute | undefined>(OPEN_ROUTE, places);
    if (open) {
      if (open.limit) this.#spendOfAddress(open.limit, request, reply);
      return true;
    }
    const caller = await this.tokens.verify(bearerOf(request)).catch((error: unknown) => {
      if (error instanceof Refusal) throw error;
      // A good token is never refused for the bad ones of a neighbour: many stand behind one address.
      this.#spendOfAddress('bad-tokens', request, reply);
      throw new Refusal('token-refused', { challenge: 'error="invalid_token"' });
    });
    const permission = this.reflector.getAllAndOverride<Permission>(PERMISSION, places);
    this.limits.spend(limitOf(permission, request.method), clientOf(caller), reply);
    await this.standing.refuseEnded(caller);
    refuseHindered(caller, permission);
    const bound = await this.standing.bound(caller, permission);
    request.caller = bound.member === null ? bound : await this.#asPerson(bound, bound.member);
    await this.standing.admit(request);
    return true;
  }

  #spendOfAddress(limit: LimitName, request: FastifyRequest, reply: FastifyReply): void {
    this.limits.spend(limit, { key: clientNetwork(request.ip) }, reply);
  }

  /** A member under the reference by which the person is known now. For the dead nobody looks in: art. 2(1). */
  async #asPerson(caller: Caller, member: string): Promise<Caller> {
    const state = await this.persons.state(caller.association!, member);
    if (state?.isClosed) throw new Refusal('portal-closed');
    const reachedBy = caller.reachedBy ?? { ref: member, isBound: false };
    return state ? { ...caller, member: state.ref, reachedBy } : caller;
  }
}

function bearerOf(request: FastifyRequest): string {
  const token = /^bearer +([^ ]+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (!token) throw new Refusal('token-missing');
  return token;
}

function refuseHindered(caller: Caller, permission: Permission | undefined): void {
  const { role } = caller;
  const hindrance = whyNot(caller, permission);
  if (hindrance === null) return;
  if (hindrance !== 'scope-missing') throw new Refusal(hindrance, { role });
  const scope = scopeOf(permission!)!;
  throw new Refusal(hindrance, { role, scope, challenge: `error="insufficient_scope", scope="${scope}"` });
}
