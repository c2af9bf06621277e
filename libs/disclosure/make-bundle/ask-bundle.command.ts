import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Pseudonyms, type Looker } from '#access';
import { fiscalYear, RegisterOnce } from '#ledger';
import { Clock, Refusal } from '#platform';
import { bundleStream, type AskedBundle, type BundleAsked } from '../domain/bundle-events.js';
import type { AskBundleRequest } from './bundle.request.js';
import type { BundleRow } from './bundle-row.js';
import { BundleRows } from './bundle-rows.js';
import { BundleWishes } from './bundle-wish.js';
import { BundleWorker } from './bundle-worker.js';

export interface BundleResult {
  readonly row: BundleRow;
  readonly account: string;
  readonly isNew: boolean;
}

export class AskBundle extends Command<BundleResult> {
  constructor(
    readonly looker: Looker,
    readonly request: AskBundleRequest,
  ) {
    super();
  }
}

/** Writes down who wants what taken away and what for, and lets it be made; where it names persons, once it is approved. */
@CommandHandler(AskBundle)
export class AskBundleHandler implements ICommandHandler<AskBundle, BundleResult> {
  constructor(
    @Inject(BundleRows) private readonly rows: BundleRows,
    @Inject(BundleWishes) private readonly wishes: BundleWishes,
    @Inject(RegisterOnce) private readonly once: RegisterOnce,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
    @Inject(BundleWorker) private readonly worker: BundleWorker,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ looker, request }: AskBundle): Promise<BundleResult> {
    refuseTurnedPeriod(request);
    const { association, role, subject, requestId, reason } = looker;
    const { id: account } = await this.pseudonyms.actor(association, looker);
    const known = await this.rows.find(association, request.id);
    if (!known) await this.rows.limit(association, account);
    const fact = factOf(request, role === 'auditor');
    const stream = bundleStream(request.id);
    const registration = { association, caller: looker, stream, expected: 'none' as const, fact, subject: null };
    const registered = await this.once.register(registration, ([first]) =>
      first?.envelope.actor.id === account ? first : undefined,
    );
    if (!registered) throw new Refusal('bundle-differs');
    const members = fact.sealed.members ?? null;
    const place = { association, bundle_id: request.id, key_period: fiscalYear(this.clock.now()) };
    const why = reason === undefined ? {} : { reason };
    const wish = { looker: { role, subject, requestId, ...why }, members };
    await this.rows.add({
      ...place,
      state: fact.data.persons === 'named' ? 'proposed' : 'waiting',
      asked: fact.data,
      asked_by: account,
      sealed_wish: await this.wishes.seal(place, wish),
    });
    this.worker.hint();
    return { row: (await this.rows.find(association, request.id))!, account, isNew: registered.isNew };
  }
}

function factOf(request: AskBundleRequest, isAuditor: boolean): BundleAsked {
  const { id, from, to, persons = 'masked', language = 'ja', ground } = request;
  const parties = namedOf(request.parties);
  const members = namedOf(request.members?.map((ref) => ref.toLowerCase()));
  const data: AskedBundle = {
    bundleId: id,
    from,
    to,
    ...(parties && { parties }),
    ...(members && { members: members.length }),
    persons,
    chains: isAuditor ? ['open', 'restricted'] : ['open'],
    language,
  };
  return { type: 'BundleAsked', data, sealed: { ground, ...(members && { members }) } };
}

/** In one order, each once, so that the same wish is the same fact. */
function namedOf(texts: readonly string[] | undefined): string[] | null {
  return texts === undefined ? null : [...new Set(texts)].sort();
}

const REFERENCE = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function refuseTurnedPeriod({ from, to, members = [] }: AskBundleRequest): void {
  const errors = members.flatMap((ref, index) =>
    REFERENCE.test(ref) ? [] : [{ pointer: `/members/${index}`, detail: 'is no member reference' }],
  );
  if (to < from) errors.push({ pointer: '/to', detail: 'is before the first day' });
  if (errors.length > 0) throw new Refusal('invalid-request', { errors });
}
