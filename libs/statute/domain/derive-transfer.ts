import { arrangementFacts } from './derive-arrangement.js';
import { settingFacts } from './derive-settings.js';
import { equivalenceOverdueFrom } from './equivalence.js';
import { sheetOf, type FactSheet } from './fact-sheet.js';
import type { TransferFacts } from './facts.js';
import { groundOf, isStated } from './ground.js';
import type { Ruleset } from './ruleset.js';
import { OPT_OUT_MATTERS } from './vocabulary.js';

/** The flat facts of a transfer that are the same for each of its lines. */
export function deriveTransfer(ruleset: Ruleset, transfer: TransferFacts): FactSheet {
  const { direction, dataKind, purpose, means, party, association } = transfer;
  const arrangement = arrangementFacts(transfer);
  const own = {
    direction,
    dataKind,
    purpose,
    means,
    associationClass: association.class,
    partyClass: party.class,
    partyCountry: party.country ?? null,
    location: party.location,
    equivalenceOverdue: isCheckOverdue(ruleset, transfer),
    numberSuspected: transfer.numberSuspected === true,
  };
  return sheetOf(
    own,
    chosenGround(transfer),
    purposeFacts(transfer),
    arrangement,
    evidenceFacts(transfer, arrangement.partyIncluded),
    lawFacts(transfer),
    recordFacts(transfer),
    groupFacts(ruleset, transfer),
    settingFacts(association),
  );
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

// The contract of an arrangement was made with its own parties and with nobody else; so is its law for them alone.
function evidenceFacts({ ground, arrangement, confirmation, record }: TransferFacts, partyIncluded: boolean) {
  const known = isKnownBefore(confirmation, record.base);
  const lawful = (law: { act: string; article: string } | null | undefined): boolean =>
    isStated(law?.act) && isStated(law?.article);
  return {
    lawStated: lawful(ground.law),
    lawArranged: partyIncluded && lawful(arrangement?.law),
    requestStated: isStated(ground.law?.requestRef),
    protectsStated: isStated(ground.protects),
    difficultyStated: isStated(ground.whyConsentDifficult),
    maskingStated: (ground.masking ?? []).length > 0,
    bodyStated: isStated(ground.body),
    dutyStated: isStated(ground.duty),
    hindranceStated: isStated(ground.hindrance),
    contractStated: isStated(ground.contractRef) || (partyIncluded && isStated(arrangement?.contract?.ref)),
    supervisionStated: isStated(ground.supervisionRef),
    researchStated: isStated(ground.research?.purpose) && ground.research?.noUnfairHarm === true,
    storageAttested: isStated(ground.storageAttestation),
    providerConfirmed: known || isStated(confirmation?.providerHow),
    acquisitionStated: known || isStated(confirmation?.acquisition),
    acquisitionShown: known || isStated(confirmation?.acquisitionHow),
    sameAsConfirmed: keptState(confirmation?.sameAs),
  };
}

// Rules 22(3): the same was confirmed and recorded before. Rules 24(2): a kept record holds what is left out here.
function isKnownBefore(confirmation: TransferFacts['confirmation'], base: TransferFacts['record']['base']): boolean {
  return confirmation?.sameAs?.kept === true || (base?.kept === true && base.omits.includes('acquisition'));
}

function lawFacts({ ground, party, arrangement, occurredOn }: TransferFacts) {
  const { optOut, art31, foreign } = ground;
  const info = foreign?.infoGiven;
  const matters = optOut?.matters;
  return {
    sale: ground.sale === true,
    investigation: ground.investigation === true,
    delivery: ground.delivery ?? arrangement?.delivery ?? null,
    optOutFiled: isStated(optOut?.filingNo) && optOut?.published === true,
    optOutMattersMissing: matters === undefined ? [] : OPT_OUT_MATTERS.filter((one) => !matters.includes(one)),
    optOutTainted: optOut?.tainted === true,
    optOutNotStarted: (arrangement?.optOutStartsOn ?? occurredOn) > occurredOn,
    art31Checked: isStated(art31?.howChecked),
    art31ForeignInfo: art31?.foreignInfo === true,
    foreignInfoGiven:
      info !== undefined &&
      isSameCountry(foreign?.country, party.country) &&
      ((info.country && info.system && info.measures) || isStated(info.unknownReason)),
  };
}

/** False only where both are country codes and differ: words for a country are not compared. */
export function isSameCountry(told: string | null | undefined, registered: string | null | undefined): boolean {
  const isCode = (country: string | null | undefined) => /^[A-Z]{2}$/.test(country ?? '');
  return !isCode(told) || !isCode(registered) || told === registered;
}

function recordFacts({ record, arrangement }: TransferFacts) {
  return {
    methodChosen: record.method ?? arrangement?.recordMethod ?? 'EACH',
    proxyMethod: record.proxyMethod ?? null,
    baseRecord: keptState(record.base),
    seriesShown: arrangement !== null || record.seriesDeclared === true,
    servesPerson: record.servesPerson === true,
  };
}

function keptState(record: { readonly kept: boolean } | null | undefined): 'NONE' | 'KEPT' | 'GONE' {
  if (record === undefined || record === null) return 'NONE';
  return record.kept ? 'KEPT' : 'GONE';
}

function groupFacts({ smallGroupBelow }: Ruleset, { groupSize, lineCount }: TransferFacts) {
  const smallGroup = groupSize !== undefined && groupSize !== null && groupSize < smallGroupBelow;
  return { smallGroup, everybodyNamed: smallGroup && (lineCount ?? 1) >= groupSize };
}

function isCheckOverdue(ruleset: Ruleset, { arrangement, occurredOn }: TransferFacts): boolean {
  const overdueFrom = equivalenceOverdueFrom(ruleset, arrangement?.equivalenceLastCheckedOn ?? null);
  return overdueFrom === null || overdueFrom <= occurredOn;
}
