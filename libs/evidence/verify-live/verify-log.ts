import type { ClientBase } from 'pg';
import type { KeyProvider } from '#access';
import { keptLogOf, type EventStore, type KeptEvent } from '#event-store';
import { awaitedLater } from '#platform';
import { equalBytes, toBase64, type Envelope } from '#proof';
import { checkOthersWords } from './others-words-check.js';
import { CheckpointsCheck } from './checkpoints-check.js';
import { EventsCheck } from './events-check.js';
import type { Found } from './found.js';
import type { IdentitiesCheck } from './identities-check.js';
import { LogKeysSeen } from './log-keys-seen.js';
import { TreeCheck } from './tree-check.js';

/** Events in memory at once: some ten megabytes. */
const PIECE_EVENTS = 8_192;

export interface LogAsked {
  /** Holds a snapshot: everything is of one instant. */
  readonly client: ClientBase;
  readonly store: EventStore;
  readonly association: string;
  /** The checkpoint that is kept outside, as it was signed. */
  readonly outside: string | null;
  /** Where the keys are that sign now; where it is left out they are not compared with those announced. */
  readonly signingKeys?: Pick<KeyProvider, 'publicKey'>;
  /** Left out where nobody asks who is behind references. */
  readonly identities?: IdentitiesCheck | undefined;
  readonly found: Found;
  readonly onProgress: (events: number, of: number) => void;
}

/** Verifies one log from its first event: bytes, places, streams, tree and checkpoints. In memory is a piece of it. */
export async function verifyLog({
  client,
  store,
  association,
  outside,
  signingKeys,
  identities,
  found,
  onProgress,
}: LogAsked): Promise<void> {
  const log = await keptLogOf(client, store, association);
  const keys = new LogKeysSeen();
  const events = new EventsCheck(association, log, found, (envelope: Envelope, at) => {
    keys.see(envelope, at);
    identities?.see(envelope, at);
  });
  const tree = await TreeCheck.of(client, association, found);
  const checkpoints = new CheckpointsCheck(client, association, found, outside);
  const head = await log.head();
  let hasAll = true;
  // The next piece is on its way while this one is looked at.
  let next = log.read(0, PIECE_EVENTS);
  for (;;) {
    const piece = await next;
    if (piece.length === 0) break;
    next = awaitedLater(log.read(piece.at(-1)!.position, PIECE_EVENTS));
    hasAll = (await events.take(piece)) && hasAll;
    await identities?.open();
    // Behind a hole nobody knows what the tree should be.
    if (hasAll) await growBy(piece);
    onProgress(events.last, head);
  }
  await events.end(log, association);
  await identities?.end();
  if (hasAll) await tree.end();
  if (hasAll) await checkpoints.end(tree.size, (size) => keys.at(size));
  await checkOthersWords(client, association, found);
  found.count('key-announced', keys.count);
  if (signingKeys) await compareSigningKeys(association, keys, signingKeys, found);

  async function growBy(piece: readonly KeptEvent[]): Promise<void> {
    const leaves = piece.map(({ leafHash }) => leafHash);
    let taken = 0;
    for (const due of await checkpoints.due(tree.size, tree.size + leaves.length)) {
      const until = taken + due.size - tree.size;
      tree.grow(leaves.slice(taken, until));
      taken = until;
      await checkpoints.meet(due, tree.root, keys.at(due.size));
    }
    tree.grow(leaves.slice(taken));
    await tree.compareTiles();
  }
}

/** A key that was put in the place of the announced one would sign for the log, and nobody could verify it. */
async function compareSigningKeys(
  association: string,
  keys: LogKeysSeen,
  provider: Pick<KeyProvider, 'publicKey'>,
  found: Found,
): Promise<void> {
  for (const { version, key } of keys.signing()) {
    const where = `${association} key ${version}`;
    const kept = await provider.publicKey(association, version).catch(() => null);
    if (!kept) found.fail({ what: 'no-answer', where });
    else if (!equalBytes(kept, key.publicKey)) {
      found.fail({ what: 'key-replaced', where, expected: toBase64(key.publicKey), found: toBase64(kept) });
    }
  }
}
