import { likenessOf, saysWho, type MemberEvent, type Sealed } from '#access';
import { toPosition } from '#event-store';
import {
  equalBytes,
  fromBase64,
  identityCommitment,
  readIdentity,
  type CommittedIdentity,
  type Envelope,
} from '#proof';
import { digestOf, directoryDiffers, type NewestIdentity } from './directory-check.js';
import { directoryRowsDiffer, type SaidOfRows } from './directory-rows-check.js';
import { ErasuresSeen } from './erasures-seen.js';
import type { Found } from './found.js';
import type { IdentitySources } from './identity-sources.js';
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
  #through = 0;
  readonly #erasures = new ErasuresSeen();
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
    if (reference === null) return;
    this.#erasures.see(envelope, position);
    if (type === 'MemberRegistered') this.#registered.add(reference);
    if (type === 'MemberMerged') this.#persons.merge(reference, (data as { into: string }).into);
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
    const unopened = this.#unopened;
    this.#unopened = [];
    if (unopened.length === 0) return;
    const openings = await this.#openAll(unopened);
    await Promise.all(unopened.map((one, index) => this.#hold(one, openings[index])));
  }

  async end(): Promise<void> {
    await this.#settleErasures();
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

  #said(): SaidOfRows {
    return {
      association: this.association,
      through: this.#through,
      isRegistered: (reference) => this.#registered.has(reference),
      isErased: (reference) => this.#persons.isErased(reference),
      present: (reference) => this.#persons.present(reference),
      indexesOf: (reference) => ({
        indexes: [...(this.#indexes.get(reference) ?? [])],
        isWhole: this.#whole.has(reference),
      }),
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

  /** In their order; null where the key is gone, and undefined where something else is sealed than was. */
  async #openAll(unopened: readonly Unopened[]): Promise<unknown[]> {
    const parts = unopened.map(({ envelope }) => this.#partOf(envelope));
    const sealed = parts.filter((part) => part !== null);
    // One that was altered would leave all the others unopened.
    const opened = await this.sources.keys.open(sealed).catch(() => this.#openEach(sealed));
    let at = 0;
    return parts.map((part) => (part ? opened[at++] : undefined));
  }

  async #openEach(parts: readonly Sealed[]): Promise<unknown[]> {
    const opened: unknown[] = [];
    for (const part of parts)
      opened.push(
        await this.sources.keys.open([part]).then(
          ([one]) => one,
          () => undefined,
        ),
      );
    return opened;
  }

  #partOf({ id, keyId, sealed }: Envelope): Sealed | null {
    if (keyId === null || sealed === null) return null;
    return { association: this.association, eventId: id, keyId, sealed };
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

function openingOf(opened: unknown) {
  try {
    const { salt, identity } = (opened as { opening: { salt: unknown; identity: unknown } }).opening;
    return typeof salt === 'string' ? { salt, identity: readIdentity(identity) } : null;
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
