import { fromBase64, toBase64, type ChainHead } from '#proof';
import { CommandError } from '../../exit-codes.js';
import { readIfThere, writeDurably } from '../durable-file.js';
import { WRONG } from '../usage-words.js';
import { NOTHING_REPLAYED, type Chain, type Progress } from './replayed.js';

const FORMAT = 'kiroku-replay/v2';

interface Written {
  readonly format: string;
  readonly size: number;
  readonly roots: readonly string[];
  readonly through: number;
  readonly maps: number;
  readonly heads: readonly (readonly [name: string, count: number, hash: string])[];
  readonly waiting: readonly (readonly [chain: Chain, reference: string, index: number, leaf: string, since: number])[];
}

/** Where a replay stopped. Made anew from the log where the file is taken away. */
export function readProgress(path: string): Progress {
  const text = readIfThere(path);
  if (text === null) return NOTHING_REPLAYED;
  const written = JSON.parse(text) as Written;
  if (written.format !== FORMAT) throw new CommandError(WRONG.replayOfOtherVersion(path));
  const { size, roots, through, maps, heads, waiting } = written;
  return {
    frontier: { size, roots: roots.map(bytes) },
    through,
    maps,
    heads: new Map(heads.map(([name, count, hash]): [string, ChainHead] => [name, { count, hash: bytes(hash) }])),
    waiting: waiting.map(([chain, reference, index, leaf, since]) => ({
      chain,
      reference,
      index,
      leaf: bytes(leaf),
      since,
    })),
  };
}

export function writeProgress(path: string, { frontier, through, maps, heads, waiting }: Progress): void {
  const written: Written = {
    format: FORMAT,
    size: frontier.size,
    roots: frontier.roots.map(toBase64),
    through,
    maps,
    heads: [...heads].map(([name, { count, hash }]) => [name, count, toBase64(hash)] as const),
    waiting: waiting.map(
      ({ chain, reference, index, leaf, since }) => [chain, reference, index, toBase64(leaf), since] as const,
    ),
  };
  writeDurably(path, `${JSON.stringify(written)}\n`);
}

function bytes(text: string): Uint8Array {
  const read = fromBase64(text);
  if (read?.length !== 32) throw new CommandError(WRONG.replayDamaged);
  return read;
}
