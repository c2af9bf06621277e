import type { FactValue, LineFactName } from './derived-facts.js';
import { settingsOf } from './derive-settings.js';
import { isSameCountry } from './derive-transfer.js';
import type { LineFacts, StandingFacts, TransferFacts } from './facts.js';
import { isStated } from './ground.js';
import type { Item, Ruleset } from './ruleset.js';
import { findConsent, isObjected, isReserved, isStopped, type ConsentFound } from './standing.js';

export type LineRecord = { [name in LineFactName]: FactValue };

export interface DerivedStanding {
  readonly consent: ConsentFound;
  readonly foreignConsent: ConsentFound;
  /** The foreign consent was given after the member was told what Rules 17 wants told. */
  readonly foreignInformed: boolean;
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
  readonly eligibilityGroups: ReadonlySet<string>;
  /** An objection that names items counts for the lines that carry them, or for the whole matter. */
  readonly objectsByItem: boolean;
}

export function lensOf(ruleset: Ruleset, items: ReadonlyMap<string, Item>, transfer: TransferFacts): LineLens {
  return {
    transfer,
    items,
    announced: transfer.arrangement === null ? null : new Set(transfer.arrangement.items),
    masked: new Set(transfer.ground.masking),
    stressCheck: new Set(ruleset.stressCheckItems),
    eligibilityGroups: new Set(ruleset.eligibilityGroups),
    objectsByItem: settingsOf(transfer.association).suppressSensitiveLines,
  };
}

const DECLARED_NOTHING: ConsentFound = { state: 'MISSING', consent: null };
const SILENT: DerivedStanding = {
  consent: DECLARED_NOTHING,
  foreignConsent: DECLARED_NOTHING,
  foreignInformed: false,
  objected: false,
  reserved: false,
  stopped: false,
};

/** What the member's declarations come to for the line, before the law is asked. */
export function deriveStanding({ transfer, objectsByItem }: LineLens, line: LineFacts): DerivedStanding {
  if (line.standing.length === 0) return SILENT;
  const consent = findConsent('CONSENT', line, transfer);
  const foreignConsent = findConsent('FOREIGN_CONSENT', line, transfer);
  return {
    consent,
    foreignConsent,
    foreignInformed: isInformed(foreignConsent.consent, transfer.party.country),
    objected: isObjected(line, transfer, {
      consent: consent.state === 'VALID' ? consent : foreignConsent,
      objectsByItem,
    }),
    reserved: isReserved(line, transfer, { consent, objectsByItem }),
    stopped: isStopped(line, transfer),
  };
}

// Rules 17(2) to (4): country, its system, the recipient's measures; what cannot be told is said to be so, with the reason.
function isInformed(consent: StandingFacts | null, country: string | null | undefined): boolean {
  const info = consent?.foreignInfo;
  if (info === undefined || info === null || !isSameCountry(info.country, country)) return false;
  return (isStated(info.country) && info.system && info.measures) || isStated(info.unknownReason);
}

/** Two lines of one transfer with the same key are judged alike. */
export function likenessOf(line: LineFacts, standing: DerivedStanding, isDead: boolean): string {
  const { consent, foreignConsent, foreignInformed, objected, reserved, stopped } = standing;
  const flags = [line.hasMyNumber, objected, reserved, stopped, foreignInformed, isDead, line.undisclosed];
  const bits = flags.reduce((sum, flag, place) => sum + (flag ? 1 << place : 0), 0);
  return `${bits} ${consent.state} ${foreignConsent.state} ${line.items.join(' ')}`;
}

/** Data of the dead is outside the Act unless it is also data of somebody living: art. 2(1). */
export function isOfTheDead({ occurredOn }: TransferFacts, { deceasedOn, aboutLivingRelative }: LineFacts): boolean {
  return deceasedOn !== undefined && deceasedOn !== null && deceasedOn <= occurredOn && aboutLivingRelative !== true;
}

/** The flat facts that differ from line to line. An item that no ruleset knows is held to be sensitive. */
export function deriveLine(
  { transfer, items, masked, announced, stressCheck, eligibilityGroups }: LineLens,
  line: LineFacts,
  standing: DerivedStanding,
): LineRecord {
  const where = (wanted: (item: Item | undefined, code: string) => boolean): number[] =>
    positionsOf(line.items, (code) => wanted(items.get(code), code));
  return {
    hasMyNumber: line.hasMyNumber || where((item, code) => item?.myNumber === true && !masked.has(code)).length > 0,
    deathRecorded: isOfTheDead(transfer, line),
    undisclosed: line.undisclosed === true,
    itemsStated: line.items.length > 0,
    itemsUnknown: where((item) => item === undefined),
    itemsSensitive: where((item) => item === undefined || item.sensitive),
    itemsSymbolNumber: where((item, code) => item?.insurerSymbolNumber === true && !masked.has(code)),
    itemsStressCheck: where((_, code) => stressCheck.has(code)),
    itemsEligibility: where((item) => item !== undefined && eligibilityGroups.has(item.group)),
    itemsOutsideAnnounced: where((_, code) => announced !== null && !announced.has(code)),
    consentState: standing.consent.state,
    foreignConsentState: standing.foreignConsent.state,
    foreignInfoConsented: standing.foreignInformed,
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
