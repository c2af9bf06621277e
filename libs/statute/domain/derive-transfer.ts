import { addMonths } from './calendar.js';
import type { FactValue, Facts, TransferFactName } from './derived-facts.js';
import type { ArrangementFacts, Day, TransferFacts } from './facts.js';
import { groundOf, isStated } from './ground.js';
import type { Ruleset } from './ruleset.js';

type TransferRecord = { [name in TransferFactName]: FactValue };

/** The flat facts of a transfer that are the same for each of its lines. */
export function deriveTransfer(ruleset: Ruleset, transfer: TransferFacts): Facts {
  const { direction, dataKind, means, party, association, record, arrangement } = transfer;
  const derived: TransferRecord = {
    direction,
    dataKind,
    means,
    associationClass: association.class,
    partyClass: party.class,
    location: party.location,
    partyIsEntrustee: party.class === 'ENTRUSTEE' || party.entrusteeAmongUsers === true,
    methodChosen: record.method ?? arrangement?.recordMethod ?? 'EACH',
    ...chosenGround(transfer),
    ...purposeFacts(transfer),
    ...arrangementFacts(transfer.occurredOn, arrangement),
    ...evidenceFacts(transfer),
    ...lawFacts(transfer),
    equivalenceOverdue: isCheckOverdue(ruleset, transfer),
  };
  return derived;
}

function chosenGround(transfer: TransferFacts) {
  const { basis, ...ground } = groundOf(transfer);
  return { ...ground, basisChosen: basis };
}

function purposeFacts({ association, arrangement, purpose, occurredOn }: TransferFacts) {
  const listed = arrangement?.purposes ?? [];
  return {
    purposePublished: association.purposes.some((one) => one.code === purpose && one.publishedFrom <= occurredOn),
    purposeInArrangement: listed.length === 0 || listed.includes(purpose),
    purposesListed: listed.length > 0,
  };
}

// An announcement has no hour: one of the day of the send cannot be shown to have been earlier.
function arrangementFacts(sentOn: Day, arrangement: ArrangementFacts | null) {
  const announcedFrom = arrangement?.announcedFrom ?? null;
  const endsOn = arrangement?.endsOn ?? null;
  const missing = missingOfResponsible(arrangement?.responsible ?? null);
  return {
    arrangementKind: arrangement?.kind ?? null,
    arrangementEffective: arrangement !== null && arrangement.effectiveFrom <= sentOn,
    arrangementEnded: endsOn !== null && endsOn < sentOn,
    announcedBeforeSend: announcedFrom !== null && announcedFrom < sentOn,
    partyIncluded: arrangement?.partyIncluded ?? false,
    itemsOpen: arrangement?.itemsOpen ?? false,
    itemsListed: (arrangement?.items.length ?? 0) > 0,
    usersListed: (arrangement?.users.length ?? 0) > 0,
    responsible: missing.length === 0 ? 'COMPLETE' : missing.length < RESPONSIBLE_PARTS.length ? 'PARTIAL' : 'MISSING',
    responsibleMissing: missing,
  };
}

const RESPONSIBLE_PARTS = ['name', 'address', 'representative'] as const;

function missingOfResponsible(responsible: ArrangementFacts['responsible']): string[] {
  return RESPONSIBLE_PARTS.filter((part) => !isStated(responsible?.[part])).map((part) => `responsible.${part}`);
}

function evidenceFacts({ ground, arrangement, confirmation, record }: TransferFacts) {
  const known = isKnownBefore(confirmation, record.base);
  const lawful = (law: { act: string; article: string } | null | undefined): boolean =>
    isStated(law?.act) && isStated(law?.article);
  return {
    lawStated: lawful(ground.law) || lawful(arrangement?.law),
    requestStated: isStated(ground.law?.requestRef),
    protectsStated: isStated(ground.protects),
    difficultyStated: isStated(ground.whyConsentDifficult),
    maskingStated: (ground.masking ?? []).length > 0,
    bodyStated: isStated(ground.body),
    dutyStated: isStated(ground.duty),
    hindranceStated: isStated(ground.hindrance),
    contractStated: isStated(ground.contractRef) || isStated(arrangement?.contract?.ref),
    supervisionStated: isStated(ground.supervisionRef),
    providerConfirmed: known || isStated(confirmation?.providerHow),
    acquisitionStated: known || isStated(confirmation?.acquisition),
    acquisitionShown: known || isStated(confirmation?.acquisitionHow),
  };
}

// Rules 22(3): the same was confirmed and recorded before. Rules 24(2): a kept record holds what is left out here.
function isKnownBefore(confirmation: TransferFacts['confirmation'], base: TransferFacts['record']['base']): boolean {
  return confirmation?.sameAs?.kept === true || (base?.kept === true && base.omits.includes('acquisition'));
}

function lawFacts({ ground }: TransferFacts) {
  const info = ground.foreign?.infoGiven;
  return {
    sale: ground.sale === true,
    optOutFiled: isStated(ground.optOut?.filingNo) && ground.optOut?.published === true,
    optOutTainted: ground.optOut?.tainted === true,
    art31Checked: isStated(ground.art31?.howChecked),
    art31ForeignInfo: ground.art31?.foreignInfo === true,
    foreignInfoGiven:
      info !== undefined && ((info.country && info.system && info.measures) || isStated(info.unknownReason)),
  };
}

function isCheckOverdue(ruleset: Ruleset, { arrangement, occurredOn }: TransferFacts): boolean {
  const checkedOn = arrangement?.equivalenceLastCheckedOn ?? null;
  return checkedOn === null || addMonths(checkedOn, ruleset.equivalenceCheckMonths) <= occurredOn;
}
