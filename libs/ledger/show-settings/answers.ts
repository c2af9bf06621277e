import {
  CodeField,
  CodesField,
  DayField,
  FlagField,
  InstantField,
  IntField,
  ListField,
  ObjectField,
  TextField,
} from '#platform';
import {
  FAMILY_RELATIONS,
  REQUEST_FORMATS,
  REQUEST_METHODS,
  VOLUNTARY_EXTRAS,
  type AssociationSettings,
  type FamilyRelation,
  type RequestFormat,
  type RequestMethod,
  type VoluntaryExtra,
} from '#statute';
import { SettingsRequest } from '../change-settings/settings.fields.js';

/** Every setting as it holds: what the association settled, and the default where it said nothing. */
export class SettingsAnswer implements AssociationSettings {
  @FlagField()
  recordPublicHospitals!: boolean;

  @FlagField()
  recordEligibilityEnquiries!: boolean;

  @FlagField()
  eligibilityNoticeIsHouseholdNotice!: boolean;

  @FlagField()
  recordPrivateProviders!: boolean;

  @FlagField()
  keepLaterDate!: boolean;

  @FlagField()
  suppressSensitiveLines!: boolean;

  @CodeField(['block', 'warn'])
  equivalenceOverdue!: 'block' | 'warn';

  @CodeField(['block', 'warn'])
  openItems!: 'block' | 'warn';

  @IntField()
  announceWithinDays!: number;

  @CodeField(['per-contract', 'entrustee', 'controller'])
  stressCheckRole!: AssociationSettings['stressCheckRole'];

  @FlagField()
  attestedStorageIsNoProvision!: boolean;

  @IntField()
  consentAloneFrom!: number;

  @IntField()
  requestAnswerDays!: number;

  @IntField()
  requestAlertDays!: number;

  @IntField()
  disclosureFeeYen!: number;

  @CodeField(['take', 'warn', 'refuse'])
  requestsByEmail!: AssociationSettings['requestsByEmail'];

  @CodeField(['take', 'warn', 'refuse'])
  answersByEmail!: AssociationSettings['answersByEmail'];

  @CodeField(['take', 'warn', 'refuse'])
  requestsByFax!: AssociationSettings['requestsByFax'];

  @CodeField(['take', 'warn', 'refuse'])
  answersByFax!: AssociationSettings['answersByFax'];

  @CodesField(REQUEST_METHODS, { max: 3, enumName: 'RequestMethod' })
  answerMethods!: readonly RequestMethod[];

  @CodesField(REQUEST_FORMATS, { max: 4, enumName: 'RequestFormat' })
  answerFormats!: readonly RequestFormat[];

  @CodesField(VOLUNTARY_EXTRAS, { max: 4, enumName: 'VoluntaryExtra' })
  voluntaryExtras!: readonly VoluntaryExtra[];

  @FlagField()
  courtesyOffered!: boolean;

  @CodesField(FAMILY_RELATIONS, { max: 7 })
  courtesyFamily!: readonly FamilyRelation[];

  @IntField()
  courtesyFeeYen!: number;

  @IntField()
  courtesyAnswerDays!: number;

  @FlagField()
  reform2026!: boolean;
}

export class SettingsChangeAnswer {
  @DayField()
  effectiveFrom!: string;

  @InstantField()
  recordedAt!: string;

  @TextField()
  position!: string;

  @ObjectField(() => SettingsRequest)
  settings!: SettingsRequest;
}

export class SettingsOnDayAnswer {
  @DayField()
  on!: string;

  @ObjectField(() => SettingsAnswer)
  settings!: SettingsAnswer;

  @ListField(() => SettingsChangeAnswer, { max: 10_000, description: 'Every change, as it was recorded' })
  changes!: SettingsChangeAnswer[];
}
