import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { registerEventTypes } from '#event-store';
import { registerProblems } from '#platform';
import { AccountBindings } from './bindings/account-bindings.js';
import { CloseAccountHandler } from './close-account/close-account.command.js';
import { CloseAccountController } from './close-account/close-account.controller.js';
import { EndTokensHandler } from './end-tokens/end-tokens.command.js';
import { EndTokensController } from './end-tokens/end-tokens.controller.js';
import { EndedAccounts } from './ended-accounts/ended-accounts.js';
import { EndedOperators } from './ended-accounts/ended-operators.js';
import { EndOperatorHandler } from './end-operator/end-operator.command.js';
import { EndOperatorController } from './end-operator/end-operator.controller.js';
import { LookUpAccountController } from './look-up-account/look-up-account.controller.js';
import { LookUpAccountHandler } from './look-up-account/look-up-account.query.js';
import { ShowReasonController } from './show-reason/show-reason.controller.js';
import { ShowReasonHandler } from './show-reason/show-reason.query.js';
import { ChangeEligibilityHandler } from './change-eligibility/change-eligibility.command.js';
import { ChangeEligibilityController } from './change-eligibility/change-eligibility.controller.js';
import { ChangeIdentifiersHandler } from './change-identifiers/change-identifiers.command.js';
import { ChangeIdentifiersController } from './change-identifiers/change-identifiers.controller.js';
import { ChangeNameHandler } from './change-name/change-name.command.js';
import { ChangeNameController } from './change-name/change-name.controller.js';
import { ChangeOwnKeyHandler } from './change-own-key/change-own-key.command.js';
import { ChangeOwnKeyController } from './change-own-key/change-own-key.controller.js';
import { AssociationActs } from './acts/association-acts.js';
import { DirectoryChanges } from './directory/directory-changes.js';
import { NameChanges } from './directory/name-changes.js';
import { DirectoryEntrance } from './directory/directory-entrance.js';
import { DirectoryHandover } from './directory/directory-handover.js';
import { DirectoryRows } from './directory/directory-rows.js';
import { Directory } from './directory/directory.js';
import { Persons } from './directory/persons.js';
import { accessProblems } from './domain/access-problems.js';
import { accountEventTypes } from './domain/account-events.js';
import { accountProblems } from './domain/account-problems.js';
import { accessEventTypes } from './domain/member-events.js';
import { DevelopmentIssuer } from './issuer/development-issuer.js';
import { IssuerDoor } from './issuer/issuer-door.js';
import { GiveReasonHandler } from './give-reason/give-reason.command.js';
import { ReasonsController } from './give-reason/reasons.controller.js';
import { BindingCodesController } from './hand-binding-code/binding-codes.controller.js';
import { HandBindingCodeHandler } from './hand-binding-code/hand-binding-code.command.js';
import { FittingKeys } from './keys/fitting-keys.js';
import { DataKeys } from './keys/data-keys.js';
import { KeyLog } from './keys/key-log.js';
import { Rewrapping } from './keys/rewrapping.js';
import { openKeyProvider } from './keys/open-key-provider.js';
import { KEY_PROVIDER } from './keys/key-provider.port.js';
import { Pseudonyms } from './keys/pseudonyms.js';
import { BindingsController } from './keep-bindings/bindings.controller.js';
import { ListBindingsHandler } from './keep-bindings/list-bindings.query.js';
import { UnbindAccountHandler } from './keep-bindings/unbind-account.command.js';
import { EnterRepresentationHandler } from './keep-representations/enter-representation.command.js';
import { ListKeptRepresentationsHandler } from './keep-representations/list-kept-representations.query.js';
import { ListRepresentationsHandler } from './keep-representations/list-representations.query.js';
import { RepresentationsController } from './keep-representations/representations.controller.js';
import { RevokeRepresentationHandler } from './keep-representations/revoke-representation.command.js';
import { RepresentedController } from './list-represented/represented.controller.js';
import { DecideDistinctionHandler } from './keep-distinctions/decide-distinction.command.js';
import { DistinctionsController } from './keep-distinctions/distinctions.controller.js';
import { ListDistinctionsHandler } from './keep-distinctions/list-distinctions.query.js';
import { ProposeDistinctionHandler } from './keep-distinctions/propose-distinction.command.js';
import { DecideMandateHandler } from './keep-mandates/decide-mandate.command.js';
import { ListMandatesHandler } from './keep-mandates/list-mandates.query.js';
import { MandatesController } from './keep-mandates/mandates.controller.js';
import { ProposeMandateHandler } from './keep-mandates/propose-mandate.command.js';
import { LookUpMemberController } from './look-up-member/look-up-member.controller.js';
import { LookUpMemberHandler } from './look-up-member/look-up-member.query.js';
import { KeepFlagsController } from './keep-flags/keep-flags.controller.js';
import { LiftFlagHandler } from './keep-flags/lift-flag.command.js';
import { SetFlagHandler } from './keep-flags/set-flag.command.js';
import { LookLog } from './looks/look-log.js';
import { MandateBook } from './mandates/mandate-book.js';
import { MemberFacts } from './members/member-facts.js';
import { MemberFlags } from './members/member-flags.js';
import { Portal } from './members/portal.js';
import { MergeMembersHandler } from './merge-members/merge-members.command.js';
import { MergeMembersController } from './merge-members/merge-members.controller.js';
import { Reasons } from './reasons/reasons.js';
import { RecordDeathHandler } from './record-death/record-death.command.js';
import { RecordDeathController } from './record-death/record-death.controller.js';
import { WithdrawDeathHandler } from './record-death/withdraw-death.command.js';
import { RedeemBindingCodeHandler } from './redeem-binding-code/redeem-binding-code.command.js';
import { RedeemBindingCodeController } from './redeem-binding-code/redeem-binding-code.controller.js';
import { RegisterMemberController } from './register-member/register-member.controller.js';
import { KnownPersons } from './register-member/known-person.js';
import { RegisterMemberHandler } from './register-member/register-member.handler.js';
import { RegisterMembersHandler } from './register-members/register-members.command.js';
import { RegisterMembersController } from './register-members/register-members.controller.js';
import { Represented } from './representations/represented.js';
import { SearchMembersController } from './search-members/search-members.controller.js';
import { SearchMembersHandler } from './search-members/search-members.query.js';
import { ShowMemberController } from './show-member/show-member.controller.js';
import { ShowMemberHandler } from './show-member/show-member.query.js';
import { AccountStanding } from './tokens/account-standing.js';
import { AccessGuard } from './tokens/access.guard.js';
import { MaskPersons } from './tokens/mask-persons.interceptor.js';
import { TokenVerifier, type TokenOptions } from './tokens/token-verifier.js';

registerProblems(accessProblems);
registerEventTypes(accessEventTypes);
registerProblems(accountProblems);
registerEventTypes(accountEventTypes);

export interface KeyOptions {
  /** Directory of the file key provider; which provider it is, `KIROKU_KEY_PROVIDER` says. */
  readonly keyDirectory: string;
}

export interface AccessOptions extends KeyOptions {
  readonly tokens: TokenOptions;
  readonly developmentIssuer: DevelopmentIssuer | null;
}

const keyServices: Provider[] = [
  FittingKeys,
  DataKeys,
  Pseudonyms,
  KeyLog,
  Rewrapping,
  Directory,
  DirectoryHandover,
  DirectoryRows,
  Persons,
  MemberFacts,
  LookLog,
  MemberFlags,
  AssociationActs,
  AccountBindings,
  EndedAccounts,
  EndedOperators,
  Represented,
];

const memberControllers = [
  RegisterMemberController,
  RegisterMembersController,
  LookUpMemberController,
  SearchMembersController,
  ShowMemberController,
  ChangeIdentifiersController,
  ChangeNameController,
  ChangeOwnKeyController,
  ChangeEligibilityController,
  MergeMembersController,
  RecordDeathController,
  KeepFlagsController,
  MandatesController,
  DistinctionsController,
  ReasonsController,
  BindingCodesController,
  RedeemBindingCodeController,
  BindingsController,
  RepresentationsController,
  RepresentedController,
  EndTokensController,
  CloseAccountController,
  EndOperatorController,
  LookUpAccountController,
  ShowReasonController,
];
const memberHandlers: Provider[] = [
  DirectoryChanges,
  NameChanges,
  Portal,
  DirectoryEntrance,
  KnownPersons,
  RegisterMemberHandler,
  RegisterMembersHandler,
  LookUpMemberHandler,
  SearchMembersHandler,
  ShowMemberHandler,
  ChangeIdentifiersHandler,
  ChangeNameHandler,
  ChangeOwnKeyHandler,
  ChangeEligibilityHandler,
  MergeMembersHandler,
  RecordDeathHandler,
  WithdrawDeathHandler,
  SetFlagHandler,
  LiftFlagHandler,
  MandateBook,
  ProposeMandateHandler,
  DecideMandateHandler,
  ListMandatesHandler,
  ProposeDistinctionHandler,
  DecideDistinctionHandler,
  ListDistinctionsHandler,
  Reasons,
  GiveReasonHandler,
  HandBindingCodeHandler,
  RedeemBindingCodeHandler,
  ListBindingsHandler,
  UnbindAccountHandler,
  EnterRepresentationHandler,
  RevokeRepresentationHandler,
  ListRepresentationsHandler,
  ListKeptRepresentationsHandler,
  EndTokensHandler,
  CloseAccountHandler,
  EndOperatorHandler,
  LookUpAccountHandler,
  ShowReasonHandler,
  AccountStanding,
];

/** Keys and the directory, for every process; the front door adds the guard and the routes. */
@Module({})
export class KeysModule {
  static forRoot({ keyDirectory }: KeyOptions): DynamicModule {
    return {
      module: KeysModule,
      global: true,
      providers: [
        { provide: KEY_PROVIDER, useFactory: () => openKeyProvider(process.env, keyDirectory) },
        ...keyServices,
      ],
      exports: [KEY_PROVIDER, ...(keyServices as [])],
    };
  }
}

@Module({})
export class AccessModule {
  static forRoot({ tokens, developmentIssuer, keyDirectory }: AccessOptions): DynamicModule {
    return {
      module: AccessModule,
      // What an answer that goes on asks again and again, whether its account still stands, is asked from other libs.
      global: true,
      exports: [AccountStanding],
      imports: [CqrsModule, KeysModule.forRoot({ keyDirectory })],
      controllers: memberControllers,
      providers: [
        ...memberHandlers,
        { provide: TokenVerifier, useFactory: () => new TokenVerifier(tokens) },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_INTERCEPTOR, useClass: MaskPersons },
        ...(developmentIssuer ? [{ provide: DevelopmentIssuer, useValue: developmentIssuer }, IssuerDoor] : []),
      ],
    };
  }
}
