import { likenessOf, type DataKeys, type Sealed } from '#access';
import { toPosition } from '#event-store';
import { equalBytes, fromBase64, identityCommitment, readIdentity, sha256, toBase64, type Envelope } from '#proof';
import type { Found } from './found.js';

/** References of one person are all named, as far as anybody reads them. */
const NAMED_MAX = 10_000;

/** So often one after the other nobody was merged. */
const MERGERS_MAX = 1_000;

interface Sight {
  readonly reference: string;
  readonly position: number;
}

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
  readonly #registered = new Set<string>();
  readonly #committed = new Set<string>();
  readonly #erased = new Set<string>();
  /** References that were merged, each with the one that it went into. */
  readonly #into = new Map<string, string>();
  readonly #keyless = new Map<string, Sight>();
  /** By a digest of what is alike: identities of a whole association are in memory at once. */
  readonly #certain = new Map<string, Sight[]>();
  readonly #hints = new Map<string, Sight[]>();

  constructor(
    private readonly association: string,
    private readonly keys: Pick<DataKeys, 'open'>,
    private readonly found: Found,
  ) {}

  see(envelope: Envelope, position: number): void {
    const { type, subject: reference, data } = envelope;
    if (reference === null) return;
    if (type === 'MemberRegistered') this.#registered.add(reference);
    if (type === 'KeyDestroyed') this.#erased.add(reference);
    if (type === 'MemberMerged') this.#into.set(reference, (data as { into: string }).into);
    const { commitment } = (data ?? {}) as { commitment?: unknown };
    if (typeof commitment === 'string') this.#unopened.push({ reference, position, envelope, commitment });
  }

  /** Opens what was seen since. */
  async open(): Promise<void> {
    const unopened = this.#unopened;
    this.#unopened = [];
    if (unopened.length === 0) return;
    const openings = await this.#openAll(unopened);
    for (const [index, one] of unopened.entries()) this.#hold(one, openings[index]);
  }

  end(): void {
    for (const [reference, sight] of this.#keyless) {
      // Who was erased has no key any more, and what was committed to is random bytes.
      if (!this.#erased.has(reference)) this.#fail('commitment-unopened', sight);
    }
    const named = new Set<string>();
    for (const sights of this.#certain.values()) {
      const [first, ...others] = this.#personsOf(sights);
      for (const one of others) {
        const pair = `${first!.reference} ${one.reference}`;
        if (!named.has(pair)) this.#fail('second-reference', one, placeOf(first!));
        named.add(pair);
      }
    }
    for (const sights of this.#hints.values()) {
      const persons = this.#personsOf(sights);
      if (persons.length < 2 || persons.slice(1).every((one) => named.has(`${persons[0]!.reference} ${one.reference}`)))
        continue;
      this.found.tell({ what: 'alike', value: persons.map(placeOf).join(', ') });
    }
    const without = [...this.#registered].filter((one) => !this.#committed.has(one) && !this.#erased.has(one)).length;
    if (without === 0) return;
    this.found.tell({ what: 'uncommitted', value: `${this.association} ${without}` });
    this.found.notPromise('uncommitted');
  }

  #hold({ reference, position, envelope, commitment }: Unopened, opened: unknown): void {
    this.#committed.add(reference);
    const sight = { reference, position };
    if (opened === null) {
      this.#keyless.set(reference, sight);
      return;
    }
    const opening = openingOf(opened);
    const place = { association: this.association, reference };
    const [held, made] = [fromBase64(commitment), opening && identityCommitment(place, opening)];
    if (envelope.association !== this.association || !opening || !held || !made || !equalBytes(held, made)) {
      this.#fail('commitment-opens-other', sight);
      return;
    }
    this.found.count('identity-commitment');
    const { certain, hint } = likenessOf(opening.identity);
    for (const text of certain) add(this.#certain, text, sight);
    if (hint !== null) add(this.#hints, hint, sight);
  }

  /** In their order; null where the key is gone, and undefined where something else is sealed than was. */
  async #openAll(unopened: readonly Unopened[]): Promise<unknown[]> {
    const parts = unopened.map(({ envelope }) => this.#partOf(envelope));
    const sealed = parts.filter((part) => part !== null);
    // One that was altered would leave all the others unopened.
    const opened = await this.keys.open(sealed).catch(() => this.#openEach(sealed));
    let at = 0;
    return parts.map((part) => (part ? opened[at++] : undefined));
  }

  async #openEach(parts: readonly Sealed[]): Promise<unknown[]> {
    const opened: unknown[] = [];
    for (const part of parts)
      opened.push(
        await this.keys.open([part]).then(
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

  /** The first sight of each person among these, without who was erased. */
  #personsOf(sights: readonly Sight[]): Sight[] {
    const persons = new Map<string, Sight>();
    for (const sight of sights) {
      if (this.#erased.has(sight.reference)) continue;
      const person = this.#present(sight.reference);
      if (!persons.has(person)) persons.set(person, sight);
    }
    return [...persons.values()];
  }

  #present(reference: string): string {
    let present = reference;
    // A ring of references, which no ledger writes, would be followed without end.
    for (let steps = 0; steps < MERGERS_MAX && this.#into.has(present); steps += 1) present = this.#into.get(present)!;
    return present;
  }

  #fail(
    what: 'commitment-unopened' | 'commitment-opens-other' | 'second-reference',
    { reference, position }: Sight,
    found?: string,
  ): void {
    const where = `${this.association} ${reference}`;
    this.found.fail({ what, where, position: toPosition(position), ...(found && { found }) }, NAMED_MAX);
  }
}

const DIGEST_BYTES = 16;

function add(sights: Map<string, Sight[]>, text: string, sight: Sight): void {
  const key = toBase64(sha256(new TextEncoder().encode(text)).subarray(0, DIGEST_BYTES));
  const known = sights.get(key);
  if (!known) sights.set(key, [sight]);
  else if (!known.some(({ reference }) => reference === sight.reference)) known.push(sight);
}

function placeOf({ reference, position }: Sight): string {
  return `${reference} (${toPosition(position)})`;
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
