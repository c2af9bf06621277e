export { AccessModule, KeysModule, type AccessOptions, type KeyOptions } from './access.module.js';
export { checkedSettings } from './checked-settings.js';
export { Directory, type DirectoryEntry, type Wanted } from './directory/directory.js';
export { DirectoryHandover } from './directory/directory-handover.js';
export { DirectoryRows, type DirectoryRow } from './directory/directory-rows.js';
export { likenessOf, type Likeness } from './directory/likeness.js';
export { Persons, type PersonState } from './directory/persons.js';
export { heldTo, reaches, type ActingCaller, type Caller } from './domain/caller.js';
export { MEMBER_FLAGS } from './domain/member-events.js';
export { AccountStanding } from './tokens/account-standing.js';
export { AccountBindings } from './bindings/account-bindings.js';
export { MemberFlags, type PersonFlags } from './members/member-flags.js';
export { flagsOf, isFlaggedOn, type FlagPeriod } from './domain/flags.js';
export { clientOf } from './domain/client-limits.js';
export {
  isFault,
  judgeApproval,
  judgeExecution,
  judgeWithdrawal,
  type FourEyesAct,
  type FourEyesFault,
  type FourEyesVerdict,
} from './domain/four-eyes.js';
export { identityOf } from './domain/identity.js';
export { identifiersOn, INSURER_NUMBER, isInsurerNumber, type InsuredIdentifiers } from './domain/identifiers.js';
export { nameOn } from './domain/names.js';
export { memberOf, type MemberState, type ReadMemberEvent } from './domain/member.js';
export { LOOKED_AT, LOOKED_AT_CODES, type LookedAt } from './domain/looked-at.js';
export { isLookEvent, looksStream, tellsMoreThanLooks, type LookChain, type LookEvent } from './domain/look-events.js';
export { filtersSet, type Look, type Seen } from './domain/looks.js';
export { REASON_CLASSES, REASON_CODES, type ReasonClass } from './domain/reason-events.js';
export type { DistinctionEvent } from './domain/distinction-events.js';
export { distinctionsOf } from './domain/distinctions.js';
export { memberStream, saysWho, type MemberEvent } from './domain/member-events.js';
export { PERMISSIONS, ROLES, SCOPES, scopesOf, type Permission, type Role, type Scope } from './domain/permissions.js';
export {
  clientAssertion,
  clientIdOf,
  makeClients,
  readClient,
  readClients,
  type DevelopmentClient,
} from './issuer/development-clients.js';
export { ClientFileError } from './issuer/client-file.js';
export { DEFAULT_AUDIENCE, DEVELOPMENT_ISSUER, DevelopmentIssuer } from './issuer/development-issuer.js';
export type { TokenWish } from './issuer/token-wish.js';
export { decrypt, encrypt } from './keys/cipher.js';
export { ASSOCIATION_SUBJECT, DataKeys, type DataKey, type Sealed } from './keys/data-keys.js';
export { Pseudonyms } from './keys/pseudonyms.js';
export { EndedAccounts } from './ended-accounts/ended-accounts.js';
export { GiveReason } from './give-reason/give-reason.command.js';
export { EnterRepresentation } from './keep-representations/enter-representation.command.js';
export { DecideMandate } from './keep-mandates/decide-mandate.command.js';
export { ProposeMandate } from './keep-mandates/propose-mandate.command.js';
export { LookLog } from './looks/look-log.js';
export { CurrentLooker, type Looker } from './looks/looker.js';
export { Access1760000001000 } from './migrations/1760000001000-access.js';
export { MemberChanges1760000051000 } from './migrations/1760000051000-member-changes.js';
export { MemberSearch1760000065000 } from './migrations/1760000065000-member-search.js';
export { Erasures1760000069000 } from './migrations/1760000069000-erasures.js';
export { IndexWithoutForeignKeys1760000086000 } from './migrations/1760000086000-index-without-foreign-keys.js';
export { OperatorEndings1760000084100 } from './migrations/1760000084100-operator-endings.js';
export type { KeyDestroyed, MemberDuty } from './domain/erasure-events.js';
export { KeepKeysModule } from './keep-keys/keep-keys.module.js';
export { keyProviderSettings } from './keys/vault/vault-settings.js';
export { KEY_PROVIDER, NOTICED_WITHIN_MILLISECONDS, type KeyProvider } from './keys/key-provider.port.js';
export { ErasureModule } from './erase-member/erasure.module.js';
export { ErasuresProjection } from './erase-member/erasures.projection.js';
export { MEMBER_DUTIES, type MemberDuties } from './erase-member/member-duties.port.js';
export { MemberPath } from './members/member-changed.answer.js';
export { MemberFacts, type MemberChange, type MemberChanged } from './members/member-facts.js';
export { openedReferences } from './members/opened-references.js';
export { newestOpening } from './members/newest-opening.js';
export { knownReferences, presentMember } from './members/present-member.js';
export { MemberRegistrationAnswer } from './register-member/register-member.controller.js';
export { RegisterMemberRequest } from './register-member/register-member.request.js';
export { refuseMistypedInsurer, toEntry } from './register-member/to-entry.js';
export { Represented, type RepresentedMember } from './representations/represented.js';
export { RegisterMember } from './register-member/register-member.command.js';
export { AccessGuard } from './tokens/access.guard.js';
export { CurrentCaller, Permit, type AssociationCaller } from './tokens/permit.js';
export { remoteKeys } from './tokens/remote-keys.js';
export { TokenVerifier, type TokenOptions } from './tokens/token-verifier.js';
export { ACCESS_RIGHTS } from './rights.js';
