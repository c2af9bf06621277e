import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Pseudonyms, type AssociationCaller } from '#access';
import { EVENT_STORE, EventStoreError, type EventStore } from '#event-store';
import { Refusal } from '#platform';
import { ED25519_COSIGNATURE, formatVerifierKey, NoteError, parseVerifierKey, type VerifierKey } from '#proof';
import { WITNESSES_STREAM, witnessEventTypes, type WitnessEvent } from '../domain/witness-events.js';
import { isOfLogs, witnessesOf, witnessing, type Witness } from '../domain/witnesses.js';
import { readLogKeys } from '../signing/read-log-keys.js';

/** A checkpoint with the signatures of all of them is still a short text. */
const WITNESSES_MAX = 32;
/** Changes of a thousand years. */
const EVENTS_MAX = 10_000;
/** Others may write at the same moment. */
const ATTEMPTS_MAX = 5;
/** Names of keys stand in clear, and look like addresses: a person is named otherwise. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._:/-]{0,199}$/;

export interface WitnessChange {
  readonly caller: Pick<AssociationCaller, 'association' | 'role' | 'subject'>;
  readonly requestId: string | null;
}

interface Read {
  readonly witnesses: readonly Witness[];
  readonly revision: number | 'none';
}

/** Whose cosignatures a log takes, as it says itself. */
@Injectable()
export class WitnessBook {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
  ) {}

  async of(association: string): Promise<readonly Witness[]> {
    return (await this.#read(association)).witnesses;
  }

  /** Whether it is new: a witness is added once. */
  async add(change: WitnessChange, given: string): Promise<{ witness: Witness; isNew: boolean }> {
    const key = witnessKeyOf(given);
    if (await this.#signsLog(key)) throw new Refusal('witness-is-log');
    const [name, text] = [key.name, formatVerifierKey(key)];
    return this.#change(change, text, (witnesses, known) => {
      if (known && known.removedAt === null) return null;
      if (witnessing(witnesses).length >= WITNESSES_MAX)
        throw new Refusal('witnesses-too-many', { max: WITNESSES_MAX });
      return { type: 'WitnessAdded', data: { name, key: text } };
    });
  }

  async remove(change: WitnessChange, given: string): Promise<Witness> {
    const text = given.trim();
    const { witness } = await this.#change(change, text, (_, known) => {
      if (!known) throw new Refusal('witness-unknown');
      return known.removedAt === null ? { type: 'WitnessRemoved', data: { name: known.name, key: text } } : null;
    });
    return witness;
  }

  /** Whether it is a key of any log of this ledger: whoever keeps all of them is not somebody else. */
  async #signsLog(key: VerifierKey): Promise<boolean> {
    for (const association of (await this.store.heads()).keys()) {
      if (isOfLogs(key, await readLogKeys(this.store, association))) return true;
    }
    return false;
  }

  async #change(
    { caller, requestId }: WitnessChange,
    text: string,
    decide: (witnesses: readonly Witness[], known: Witness | undefined) => WitnessEvent | null,
  ): Promise<{ witness: Witness; isNew: boolean }> {
    const { association } = caller;
    // A token may name an association that nobody registered: it has no log, and none begins like this.
    if ((await this.store.head(association)) === null) throw new Refusal('log-unknown');
    const actor = await this.pseudonyms.actor(association, caller);
    for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
      const { witnesses, revision } = await this.#read(association);
      const event = decide(
        witnesses,
        witnesses.find((one) => one.text === text),
      );
      if (!event) return { witness: witnesses.find((one) => one.text === text)!, isNew: false };
      const draft = {
        id: randomUUID(),
        schemaVersion: witnessEventTypes[event.type].version,
        occurredAt: null,
        actor,
        causation: requestId,
        subject: null,
        ruleset: null,
        knowledgeAt: null,
        keyId: null,
        sealed: null,
        ...event,
      };
      const result = await this.store.append({
        association,
        stream: WITNESSES_STREAM,
        expected: revision,
        events: [draft],
      });
      if (result.outcome === 'appended') {
        const after = await this.of(association);
        return { witness: after.find((one) => one.text === text)!, isNew: true };
      }
    }
    throw new EventStoreError('busy', 'Too many others write here; try again.');
  }

  async #read(association: string): Promise<Read> {
    const stored = await this.store.readStream(association, WITNESSES_STREAM, { limit: EVENTS_MAX });
    const noted = stored.map(({ envelope: { type, data, recordedAt } }) => ({
      event: { type, data } as WitnessEvent,
      at: recordedAt,
    }));
    return { witnesses: witnessesOf(noted), revision: stored.at(-1)?.envelope.revision ?? 'none' };
  }
}

/** The verifier key of a witness: one that cosigns with the time. */
function witnessKeyOf(text: string): VerifierKey {
  const key = readKey(text);
  if (key?.type === ED25519_COSIGNATURE && NAME.test(key.name)) return key;
  throw new Refusal('invalid-request', {
    errors: [
      {
        pointer: '/key',
        detail:
          'is no verifier key of a witness: name+hash+key, of type 0x04, with a name such as witness.example/kiroku',
      },
    ],
  });
}

function readKey(text: string): VerifierKey | null {
  try {
    return parseVerifierKey(text);
  } catch (error) {
    if (error instanceof NoteError) return null;
    throw error;
  }
}
