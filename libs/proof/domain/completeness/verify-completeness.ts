import { equalBytes, toBase64 } from '../bytes.js';
import type { Chain } from '../envelope.js';
import { blindedRoot, mapKeys } from '../map-key.js';
import { chainOf } from '../member-chain.js';
import type { VerifierKey } from '../note.js';
import { failed, reportOf, type About, type Failure, type VerificationReport } from '../report.js';
import { provenValue } from '../sparse-map.js';
import {
  COMPLETENESS_FORMAT,
  readCompleteness,
  type ReadCompleteness,
  type ReadHead,
} from './completeness-document.js';
import { instantText, type AgeTerms } from '../checkpoint-age.js';
import { ageFailure, heldAt, type TimedHead } from './head-age.js';
import { verifyCommitment, type ProvenCommitment } from './verify-commitment.js';
import { verifyEarlier } from './verify-earlier.js';

export interface CompletenessOptions {
  /** Left out where a document is read as what it was when it was made. */
  readonly age?: AgeTerms;
  /** The secret of the map, for whoever has it: only with it can be told that a key is the reference's. */
  readonly secret?: Uint8Array;
}

/** What was believed of a document, for comparing it with another one. */
export interface ProvenCompleteness extends Pick<ReadCompleteness, 'association' | 'heads'> {
  readonly commitment: ProvenCommitment;
}

export interface CompletenessVerdict {
  readonly report: VerificationReport;
  /** Null where anything is wrong, or could not be looked at. */
  readonly proven: ProvenCompleteness | null;
}

/** Verifies that a document has all lines which a log holds of its references, up to the place that it names. */
export async function verifyCompleteness(
  document: unknown,
  keys: readonly VerifierKey[],
  options: CompletenessOptions = {},
): Promise<VerificationReport> {
  return (await judgeCompleteness(document, keys, options)).report;
}

export async function judgeCompleteness(
  document: unknown,
  keys: readonly VerifierKey[],
  { age, secret }: CompletenessOptions = {},
): Promise<CompletenessVerdict> {
  const read = readCompleteness(document);
  if (!read) return unproven({ what: 'unreadable', where: COMPLETENESS_FORMAT });
  const verdict = await verifyCommitment(read, keys);
  if ('failure' in verdict) return unproven(verdict.failure);
  const { commitment } = verdict;
  const before = await verifyEarlier(read, commitment, keys);
  if ('failure' in before) return unproven(before.failure);
  const timed = { commitment, earlier: before.earlier };
  const failures = [
    ...(age ? [await ageFailure(timed, keys, age)] : []),
    doubledHead(read.heads),
    ...closedOnly(read.heads),
    unopened(read, commitment),
    ...read.heads.map((head) => headFailure(head, { read, commitment, secret })),
  ].filter((failure) => failure !== null);
  const report = reportOf({
    checked: [
      { what: 'checkpoint', count: 1 },
      { what: 'commitment', count: before.earlier ? 2 : 1 },
      ...(failures.length > 0
        ? []
        : ([
            { what: 'map-proof', count: read.heads.length },
            { what: 'chain', count: read.heads.filter(({ links }) => links.length > 0).length },
            { what: 'link', count: read.heads.reduce((count, { links }) => count + links.length, 0) },
          ] as const)),
    ],
    failures,
    notPromised: notPromised(read, commitment, secret),
    about: aboutOf(read, timed),
  });
  return { report, proven: failures.length > 0 ? null : { ...read, commitment } };
}

function unproven(failure: Failure): CompletenessVerdict {
  return { report: failed(failure), proven: null };
}

/** One reference with two answers would let each reader take another one. */
function doubledHead(heads: readonly ReadHead[]): Failure | null {
  const names = new Set<string>();
  for (const { chain, reference, key } of heads) {
    for (const name of [`${chain} reference ${reference}`, `${chain} key ${toBase64(key)}`]) {
      if (names.has(name)) return { what: 'document-wrong', where: name };
      names.add(name);
    }
  }
  return null;
}

/** Each reference is answered on its open chain, whatever else is told of it: a document without it was cut. */
function closedOnly(heads: readonly ReadHead[]): Failure[] {
  return [...chainsOf(heads)]
    .filter(([, chains]) => !chains.includes('open'))
    .map(([reference]) => ({ what: 'document-wrong', where: `open ${reference}` }));
}

/** Which chains of each reference are answered, in the order of the document. */
function chainsOf(heads: readonly ReadHead[]): ReadonlyMap<string, readonly Chain[]> {
  const chains = new Map<string, Chain[]>();
  for (const { reference, chain } of heads) {
    const known = chains.get(reference);
    if (known) known.push(chain);
    else chains.set(reference, [chain]);
  }
  return chains;
}

function unopened({ restricted, heads }: ReadCompleteness, commitment: ProvenCommitment): Failure | null {
  if (heads.every(({ chain }) => chain === 'open')) return null;
  if (!restricted) return { what: 'document-wrong', where: 'restricted' };
  const found = blindedRoot(restricted.blind, restricted.root);
  if (equalBytes(found, commitment.restricted)) return null;
  return { what: 'commitment-differs', where: 'restricted', expected: toBase64(commitment.restricted) };
}

interface HeadGround {
  readonly read: ReadCompleteness;
  readonly commitment: ProvenCommitment;
  readonly secret: Uint8Array | undefined;
}

function headFailure(head: ReadHead, { read, commitment, secret }: HeadGround): Failure | null {
  const { chain, reference, key, links, proof } = head;
  const where = `${chain} ${reference}`;
  if (secret && !equalBytes(mapKeys(secret)(chain, reference), key)) return { what: 'key-differs', where };
  const disordered = links.find(({ index }, at) => at > 0 && index <= links[at - 1]!.index);
  if (disordered) return { what: 'chain-out-of-order', where, position: disordered.position };
  const late = links.find(({ position }) => position > commitment.through);
  if (late) return { what: 'link-surplus', where, position: late.position };
  const root = chain === 'open' ? commitment.open : read.restricted?.root;
  // Without what opens it nothing is compared; that is told once for all heads.
  if (!root) return null;
  const held = provenValue(root, key, proof);
  if (held === null) return { what: 'map-proof-wrong', where, expected: toBase64(root) };
  if (held === 'absent') return links.length === 0 ? null : { what: 'link-surplus', where };
  if (links.length === 0) return { what: 'link-missing', where };
  const { hash } = chainOf(links);
  if (equalBytes(held, hash)) return null;
  return { what: 'chain-differs', where, expected: toBase64(held), found: toBase64(hash) };
}

/** Entries of the signed tree that no map has yet, beside the commitment itself. */
function behind({ through, checkpoint }: ProvenCommitment): number {
  return checkpoint.size - Number(through) - 1;
}

function notPromised(
  { heads }: ReadCompleteness,
  commitment: ProvenCommitment,
  secret: Uint8Array | undefined,
): VerificationReport['notPromised'] {
  return [
    'truth',
    'never-posted',
    ...([...chainsOf(heads).values()].every((chains) => chains.includes('restricted'))
      ? []
      : (['restricted-lines'] as const)),
    'other-references',
    ...(secret ? [] : (['key-of-reference'] as const)),
    'map-by-log',
    'line-content',
    ...(behind(commitment) > 0 ? (['behind'] as const) : []),
    'later',
    'one-view',
    'time',
  ];
}

function aboutOf({ heads }: ReadCompleteness, timed: TimedHead): About[] {
  const { commitment } = timed;
  const { through, recordedAt } = commitment;
  const held = heldAt(timed);
  return [
    ...[...chainsOf(heads)].flatMap(([value, chains]): About[] => [
      { what: 'reference', value },
      { what: 'chains', value: chains.join(', ') },
    ]),
    { what: 'through', value: through },
    { what: 'behind', value: String(behind(commitment)) },
    { what: 'recorded-at', value: recordedAt },
    ...('at' in held ? [{ what: 'held-at', value: instantText(held.at) } as const] : []),
  ];
}
