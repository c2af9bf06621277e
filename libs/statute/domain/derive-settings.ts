import type { AssociationFacts } from './facts.js';
import { DEFAULT_SETTINGS, type AssociationSettings } from './settings.js';

/** Every setting of an association: its own word, or the default where it said nothing. */
export function settingsOf({ settings }: AssociationFacts): AssociationSettings {
  return settings === undefined ? DEFAULT_SETTINGS : { ...DEFAULT_SETTINGS, ...settings };
}

/** The settings that rules look at, as flat facts. */
export function settingFacts(association: AssociationFacts) {
  const settings = settingsOf(association);
  return {
    recordPublicHospitals: settings.recordPublicHospitals,
    recordEligibilityEnquiries: settings.recordEligibilityEnquiries,
    eligibilityNoticeIsHouseholdNotice: settings.eligibilityNoticeIsHouseholdNotice,
    recordPrivateProviders: settings.recordPrivateProviders,
    attestedStorageIsNoProvision: settings.attestedStorageIsNoProvision,
    stressCheckRole: settings.stressCheckRole,
    overdueCheckBlocks: settings.equivalenceOverdue === 'block',
    openItemsBlock: settings.openItems === 'block',
  };
}
