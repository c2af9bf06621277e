/** Facts common to every line of a transfer, as the conditions of a ruleset see them. */
export const TRANSFER_FACT_NAMES = [
  'direction',
  'dataKind',
  'purpose',
  'means',
  'associationClass',
  'partyClass',
  'partyCountry',
  'location',
  'partyIsEntrustee',
  'route',
  'routeDiffers',
  'basisChosen',
  'basisArranged', // what the arrangement itself chose
  'exception',
  'exclusion',
  'exclusionClaimed',
  'numItem',
  'arrangementKind',
  'arrangementEffective',
  'arrangementEnded',
  'announcedBeforeSend',
  'partyIncluded',
  'itemsOpen',
  'itemsListed',
  'usersListed',
  'purposesListed',
  'purposeInArrangement',
  'meansInArrangement',
  'purposePublished',
  'responsible', // COMPLETE | PARTIAL | MISSING
  'responsibleMissing',
  'impliedPromises', // COMPLETE | PARTIAL | UNSTATED
  'impliedPromisesMissing',
  'delivery', // sealed | readable | electronic
  'investigation',
  'lawStated',
  'lawArranged', // by the arrangement, for its own parties
  'requestStated',
  'protectsStated',
  'difficultyStated',
  'maskingStated',
  'bodyStated',
  'dutyStated',
  'hindranceStated',
  'contractStated',
  'supervisionStated',
  'researchStated',
  'storageAttested',
  'optOutFiled',
  'optOutMattersMissing',
  'optOutTainted',
  'optOutNotStarted',
  'sale',
  'foreignInfoGiven',
  'art31Checked',
  'art31ForeignInfo',
  'equivalenceOverdue',
  'providerConfirmed',
  'acquisitionStated',
  'acquisitionShown',
  'sameAsConfirmed', // NONE | KEPT | GONE
  'methodChosen',
  'proxyMethod',
  'baseRecord', // NONE | KEPT | GONE
  'seriesShown',
  'servesPerson',
  'smallGroup',
  'everybodyNamed',
  'numberSuspected',
  // What the association settled for itself.
  'recordPublicHospitals',
  'recordEligibilityEnquiries',
  'eligibilityNoticeIsHouseholdNotice',
  'recordPrivateProviders',
  'attestedStorageIsNoProvision',
  'stressCheckRole',
  'overdueCheckBlocks',
  'openItemsBlock',
] as const;

/** Facts that differ from line to line. Lists hold positions in the line's items. */
export const LINE_FACT_NAMES = [
  'hasMyNumber',
  'deathRecorded',
  'undisclosed',
  'itemsStated',
  'itemsUnknown',
  'itemsSensitive',
  'itemsSymbolNumber',
  'itemsStressCheck',
  'itemsEligibility',
  'itemsOutsideAnnounced',
  'consentState', // VALID | MISSING | SCOPE | WITHDRAWN | CAPACITY
  'foreignConsentState',
  'foreignInfoConsented',
  'objected',
  'reserved',
  'stopped',
] as const;

/** Facts that the judgement itself finds on its way. */
export const FOUND_FACT_NAMES = ['basis', 'duty', 'allowed'] as const;

export type TransferFactName = (typeof TRANSFER_FACT_NAMES)[number];
export type LineFactName = (typeof LINE_FACT_NAMES)[number];
export type FactName = TransferFactName | LineFactName | (typeof FOUND_FACT_NAMES)[number];

export type FactValue = string | boolean | null | readonly string[] | readonly number[];
export type Facts = { [name in FactName]?: FactValue };
