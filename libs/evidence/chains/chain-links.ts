import { leafIndexOf, type Chain, type StoredEvent } from '#event-store';
import type { Columns, Queries } from '#platform';
import { addLink, EMPTY_CHAIN, type ChainHead } from '#proof';
import type { MapKeyOf } from '../map/map-secrets.js';

/** A row of a chain. */
export interface Link {
  readonly association: string;
  readonly chain: Chain;
  readonly key: Uint8Array;
  /** From 1. */
  readonly no: number;
  readonly leafIndex: number;
  readonly leaf: Uint8Array;
  /** Of the chain up to here. */
  readonly hash: Uint8Array;
}

export const LINK_COLUMNS: Columns<Link> = {
  association: ['text', ({ association }) => association],
  chain: ['text', ({ chain }) => chain],
  key: ['bytea', ({ key }) => key],
  no: ['integer', ({ no }) => no],
  leaf_index: ['bigint', ({ leafIndex }) => String(leafIndex)],
  leaf: ['bytea', ({ leaf }) => leaf],
  hash: ['bytea', ({ hash }) => hash],
};

interface Growing {
  readonly chain: Chain;
  readonly key: Buffer;
  head: ChainHead;
}

/** The links that some events of one log are, each upon the one before it. */
export async function linksOf(
  events: readonly StoredEvent[],
  keyOf: MapKeyOf,
  { client, table }: { readonly client: Queries; readonly table: string },
): Promise<Link[]> {
  const lines = events.filter(({ envelope }) => envelope.chain !== undefined);
  const [first] = lines;
  if (!first) return [];
  const { association } = first.envelope;
  const chains = chainsOf(lines, keyOf);
  await readHeads(association, [...chains.values()], { client, table });
  return lines.map(({ position, leafHash: leaf, envelope }) => {
    const growing = chains.get(nameOf(envelope))!;
    const leafIndex = leafIndexOf(position);
    growing.head = addLink(growing.head, { index: leafIndex, leaf });
    const { chain, key, head } = growing;
    return { association, chain, key, no: head.count, leafIndex, leaf, hash: head.hash };
  });
}

function nameOf({ chain, subject }: StoredEvent['envelope']): string {
  return `${chain}:${subject}`;
}

function chainsOf(lines: readonly StoredEvent[], keyOf: MapKeyOf): Map<string, Growing> {
  const chains = new Map<string, Growing>();
  for (const { envelope } of lines) {
    const name = nameOf(envelope);
    if (chains.has(name)) continue;
    const chain = envelope.chain!;
    chains.set(name, { chain, key: Buffer.from(keyOf(chain, envelope.subject!)), head: EMPTY_CHAIN });
  }
  return chains;
}

async function readHeads(
  association: string,
  chains: readonly Growing[],
  { client, table }: { readonly client: Queries; readonly table: string },
): Promise<void> {
  const { rows } = await client.query<{ n: number; no: number; hash: Buffer }>(
    `SELECT wanted.n::integer, head.no, head.hash
     FROM unnest($2::text[], $3::bytea[]) WITH ORDINALITY AS wanted(chain, key, n)
     CROSS JOIN LATERAL (
       SELECT no, hash FROM ${table} AS link
       WHERE link.association = $1 AND link.chain = wanted.chain AND link.key = wanted.key
       ORDER BY no DESC LIMIT 1) AS head`,
    [association, chains.map(({ chain }) => chain), chains.map(({ key }) => key)],
  );
  for (const { n, no, hash } of rows) chains[n - 1]!.head = { count: no, hash };
}
