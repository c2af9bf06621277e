import type { FactValue, LineFactName } from './derived-facts.js';
import type { LineFacts, TransferFacts } from './facts.js';
import type { Item, Ruleset } from './ruleset.js';
import { findConsent, isObjected, isReserved, isStopped, type ConsentFound } from './standing.js';

export type LineRecord = { [name in LineFactName]: FactValue };

export interface DerivedStanding {
  readonly consent: ConsentFound;
  readonly foreignConsent: ConsentFound;
  readonly objected: boolean;
  readonly reserved: boolean;
  readonly stopped: boolean;
}

/** What the lines of one transfer are looked at with; built once for all of them. */
export interface LineLens {
  readonly transfer: TransferFacts;
  readonly items: ReadonlyMap<string, Item>;
  readonly announced: ReadonlySet<string> | null;
  readonly masked: ReadonlySet<string>;
  readonly stressCheck: ReadonlySet<string>;
}

export function lensOf(ruleset: Ruleset, items: ReadonlyMap<string, Item>, transfer: TransferFacts): LineLens {
  return {
    transfer,
    items,
    announced: transfer.arrangement === null ? null : new Set(transfer.arrangement.items),
    masked: new Set(transfer.ground.masking),
    stressCheck: new Set(ruleset.stressCheckItems),
  };
}

/** What the member's declarations come to for the line, before the law is asked. */
export function deriveStanding({ transfer }: LineLens, line: LineFacts): DerivedStanding {
  const consent = findConsent('CONSENT', line, transfer);
  const foreignConsent = findConsent('FOREIGN_CONSENT', line, transfer);
  const objected = isObjected(line, transfer, consent.state === 'VALID' ? consent : foreignConsent);
  const reserved = isReserved(line, transfer, consent);
  return { consent, foreignConsent, objected, reserved, stopped: isStopped(line, transfer) };
}

/** Two lines of one transfer with the same key are judged alike. */
export function likenessOf(line: LineFacts, standing: DerivedStanding): string {
  const { consent, foreignConsent, objected, reserved, stopped } = standing;
  const flags = (line.hasMyNumber ? 8 : 0) + (objected ? 4 : 0) + (reserved ? 2 : 0) + (stopped ? 1 : 0);
  return `${flags} ${consent.state} ${foreignConsent.state} ${line.items.join(' ')}`;
}

/** The flat facts that differ from line to line. An item that no ruleset knows is held to be sensitive. */
export function deriveLine(
  { items, masked, announced, stressCheck }: LineLens,
  line: LineFacts,
  standing: DerivedStanding,
): LineRecord {
  const where = (wanted: (item: Item | undefined, code: string) => boolean): number[] =>
    positionsOf(line.items, (code) => wanted(items.get(code), code));
  return {
    hasMyNumber: line.hasMyNumber || where((item, code) => item?.myNumber === true && !masked.has(code)).length > 0,
    itemsStated: line.items.length > 0,
    itemsUnknown: where((item) => item === undefined),
    itemsSensitive: where((item) => item === undefined || item.sensitive),
    itemsSymbolNumber: where((item, code) => item?.insurerSymbolNumber === true && !masked.has(code)),
    itemsStressCheck: where((_, code) => stressCheck.has(code)),
    itemsOutsideAnnounced: where((_, code) => announced !== null && !announced.has(code)),
    consentState: standing.consent.state,
    foreignConsentState: standing.foreignConsent.state,
    objected: standing.objected,
    reserved: standing.reserved,
    stopped: standing.stopped,
  };
}

function positionsOf(codes: readonly string[], wanted: (code: string) => boolean): number[] {
  const positions: number[] = [];
  for (let i = 0; i < codes.length; i += 1) if (wanted(codes[i] ?? '')) positions.push(i);
  return positions;
}
