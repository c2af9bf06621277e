import { likenessOf, saysWho, type MemberEvent } from '#access';
import { toPosition } from '#event-store';
import { equalBytes, fromBase64, identityCommitment, type CommittedIdentity, type Envelope } from '#proof';
import { digestOf, directoryDiffers, type NewestIdentity } from './directory-check.js';
import { directoryRowsDiffer, type SaidOfRows } from './directory-rows-check.js';
import { DistinctionsSeen } from './distinctions-seen.js';
import { ErasuresSeen } from './erasures-seen.js';
import type { Found } from './found.js';
import type { IdentitySources } from './identity-sources.js';
import { openingOf, openSealed } from './sealed-parts.js';
import { PersonsOfReferences, placeOf, type Sight } from './persons-of-references.js';

/** References of one person are all named, as far as anybody reads them. */
const NAMED_MAX = 10_000;
/** Of those who are called alike the first ones are named: where names were made up, all are. */
const ALIKE_NAMED_MAX = 100;

interface Unopened extends Sight {
  readonly envelope: Envelope;
  readonly commitment: string;
}

/**
 * Opens what a log commits to of identities, and tells which references are of one person without having been merged. What
 * it finds it names by reference and position: whoever runs it learns of nobody who they are.
 */
export class IdentitiesCheck {
  #unopened: Unopened[] = [];
  #splits: (Sight & { readonly envelope: Envelope })[] = [];
  #through = 0;
  readonly #erasures = new ErasuresSeen();
  readonly #distinctions = new DistinctionsSeen();
  readonly #persons = new PersonsOfReferences();
  readonly #registered = new Set<string>();
  readonly #committed = new Set<string>();
  /** Of whom all was committed to since the registration. */
  readonly #whole = new Set<string>();
  /** What persons are found by. */
  readonly #indexes = new Map<string, Set<string>>();
  /** A log that began to commit to identities goes on to. */
  #hasCommitted = false;
  /** The first line of each reference that was not registered before it. */
  readonly #unregistered = new Map<string, Sight>();
  readonly #keyless = new Map<string, Sight>();
  readonly #newest = new Map<string, NewestIdentity>();

  constructor(
    private readonly association: string,
    private readonly sources: IdentitySources,
    private readonly found: Found,
  ) {}

  see(envelope: Envelope, position: number): void {
    const { type, subject: reference, data, chain } = envelope;
    this.#through = position;
    this.#distinctions.see(envelope, position);
    if (reference === null) return;
    this.#erasures.see(envelope, position);
    if (type === 'MemberRegistered') this.#registered.add(reference);
    if (type === 'MemberMerged') {
      this.#persons.merge({ reference, position }, (data as { into: string }).into);
    }
    if (type === 'MemberSplit') this.#splits.push({ reference, position, envelope });
    if (chain !== undefined && !this.#registered.has(reference) && !this.#unregistered.has(reference))
      this.#unregistered.set(reference, { reference, position });
    const { commitment } = (data ?? {}) as { commitment?: unknown };
    if (typeof commitment === 'string') {
      this.#hasCommitted = true;
      if (type === 'MemberRegistered') this.#whole.add(reference);
      this.#unopened.push({ reference, position, envelope, commitment });
    } else if (this.#hasCommitted && saysWho({ type, data: data ?? {} } as MemberEvent)) {
      this.#fail('commitment-missing', { reference, position });
    }
  }

  /** Opens what was seen since. */
  async open(): Promise<void> {
    await this.#openSplits();
    const unopened = this.#unopened;
    this.#unopened = [];
    if (unopened.length === 0) return;
    const openings = await this.#openAll(unopened);
    await Promise.all(unopened.map((one, index) => this.#hold(one, openings[index])));
  }

  /** Whom a split gave the other person is sealed for the association: no leaf names both. */
  async #openSplits(): Promise<void> {
    const splits = this.#splits;
    this.#splits = [];
    if (splits.length === 0) return;
    const opened = await this.#openAll(splits);
    for (const [index, { reference, position }] of splits.entries()) {
      const other = (opened[index] as { ref?: unknown } | null | undefined)?.ref;
      if (typeof other === 'string') this.#persons.split({ reference, position }, other);
    }
  }

  async end(): Promise<void> {
    await this.#settleErasures();
    await this.#settleDistinctions();
    for (const sight of this.#unregistered.values()) this.#fail('reference-unregistered', sight);
    for (const [reference, sight] of this.#keyless) {
      // Who was erased has no key any more, and what was committed to is random bytes.
      if (!this.#persons.isErased(reference)) this.#fail('commitment-unopened', sight);
    }
    for (const { first, other } of this.#persons.doubled()) this.#fail('second-reference', other, placeOf(first));
    for (const sights of this.#persons.alike()) this.found.tell({ what: 'alike', value: placesOf(sights) });
    const newest = [...this.#newest.values()].filter(({ reference }) => !this.#persons.isErased(reference));
    for await (const sight of directoryDiffers(this.association, newest, this.sources))
      this.#fail('directory-differs', sight);
    for await (const { what, reference } of directoryRowsDiffer(this.#said(), this.sources))
      this.found.fail({ what, where: `${this.association} ${reference}` }, NAMED_MAX);
    this.#tellUncommitted();
    this.#tellUndated();
  }

  /** Nobody is passed over for having been erased of whom it was only said. */
  async #settleErasures(): Promise<void> {
    const areOne = (one: string, other: string) => this.#persons.present(one) === this.#persons.present(other);
    const { erased, untrue } = await this.#erasures.settle(this.association, this.sources, areOne);
    for (const reference of erased) this.#persons.erase(reference);
    for (const sight of untrue) this.#fail('erasure-untrue', sight);
  }

  /** What two officers stated silences a failure, so each pair is told: whoever audits looks at what they saw. */
  async #settleDistinctions(): Promise<void> {
    const stated = await this.#distinctions.settle((envelopes) =>
      this.#openAll(envelopes.map((envelope) => ({ envelope }))),
    );
    for (const { members, position } of stated) {
      this.#persons.distinguish(...members);
      this.found.tell({ what: 'distinct', value: `${members.join(', ')} (${toPosition(position)})` });
    }
    if (stated.length === 0) return;
    this.found.count('distinction', stated.length);
    this.found.notPromise('distinct');
  }

  #said(): SaidOfRows {
    return {
      association: this.association,
      through: this.#through,
      isRegistered: (reference) => this.#registered.has(reference),
      isErased: (reference) => this.#persons.isErased(reference),
      present: (reference) => this.#persons.present(reference),
      indexesOf: (reference) => {
        const own = [...(this.#indexes.get(reference) ?? [])];
        const released = this.#persons.releasedTo(reference).flatMap((one) => [...(this.#indexes.get(one) ?? [])]);
        return {
          required: this.#persons.isReleased(reference) ? [] : own,
          known: this.#whole.has(reference) ? [...own, ...released] : null,
        };
      },
    };
  }

  #tellUncommitted(): void {
    const without = [...this.#registered].filter((one) => !this.#committed.has(one) && !this.#persons.isErased(one));
    if (without.length === 0) return;
    this.found.tell({ what: 'uncommitted', value: `${this.association} ${without.length}` });
    this.found.notPromise('uncommitted');
  }

  #tellUndated(): void {
    const count = this.#persons.undated();
    if (count === 0) return;
    this.found.tell({ what: 'undated', value: `${this.association} ${count}` });
    this.found.notPromise('undated');
  }

  async #hold({ reference, position, envelope, commitment }: Unopened, opened: unknown): Promise<void> {
    this.#committed.add(reference);
    const sight = { reference, position };
    // Only the last one has to be who the directory says.
    this.#newest.delete(reference);
    if (opened === null) {
      this.#keyless.set(reference, sight);
      this.#whole.delete(reference);
      return;
    }
    const opening = openingOf(opened);
    const place = { association: this.association, reference };
    const [held, made] = [fromBase64(commitment), opening && identityCommitment(place, opening)];
    if (envelope.association !== this.association || !opening || !held || !made || !equalBytes(held, made)) {
      this.#fail('commitment-opens-other', sight);
      this.#whole.delete(reference);
      return;
    }
    this.found.count('identity-commitment');
    this.#newest.set(reference, { ...sight, digest: digestOf(opening.identity) });
    this.#persons.add(likenessOf(opening.identity), sight);
    await this.#index(reference, opening.identity);
  }

  async #index(reference: string, identity: CommittedIdentity): Promise<void> {
    const { insurerNumber = null, symbol = null, number, branch = null, ownKey } = identity;
    const identifiers = { insurerNumber, symbol, number, branch, ownKey };
    const known = this.#indexes.get(reference) ?? new Set();
    this.#indexes.set(reference, known);
    for (const index of await this.sources.rows.indexesOf(this.association, identifiers)) known.add(index);
  }

  #openAll(sealed: readonly { readonly envelope: Envelope }[]): Promise<unknown[]> {
    const envelopes = sealed.map(({ envelope }) => envelope);
    return openSealed(this.association, this.sources.keys, envelopes);
  }

  #fail(
    what:
      | 'commitment-missing'
      | 'commitment-unopened'
      | 'commitment-opens-other'
      | 'directory-differs'
      | 'erasure-untrue'
      | 'reference-unregistered'
      | 'second-reference',
    { reference, position }: Sight,
    found?: string,
  ): void {
    const where = `${this.association} ${reference}`;
    this.found.fail({ what, where, position: toPosition(position), ...(found && { found }) }, NAMED_MAX);
  }
}

function placesOf(sights: readonly Sight[]): string {
  const named = sights.slice(0, ALIKE_NAMED_MAX).map(placeOf).join(', ');
  return sights.length > ALIKE_NAMED_MAX ? `${named} +${sights.length - ALIKE_NAMED_MAX}` : named;
}
