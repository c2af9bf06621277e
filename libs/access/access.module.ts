import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { registerEventTypes } from '#event-store';
import { registerProblems } from '#platform';
import { ChangeEligibilityHandler } from './change-eligibility/change-eligibility.command.js';
import { ChangeEligibilityController } from './change-eligibility/change-eligibility.controller.js';
import { ChangeIdentifiersHandler } from './change-identifiers/change-identifiers.command.js';
import { ChangeIdentifiersController } from './change-identifiers/change-identifiers.controller.js';
import { ChangeNameHandler } from './change-name/change-name.command.js';
import { ChangeNameController } from './change-name/change-name.controller.js';
import { ChangeOwnKeyHandler } from './change-own-key/change-own-key.command.js';
import { ChangeOwnKeyController } from './change-own-key/change-own-key.controller.js';
import { DirectoryChanges } from './directory/directory-changes.js';
import { NameChanges } from './directory/name-changes.js';
import { DirectoryEntrance } from './directory/directory-entrance.js';
import { Directory } from './directory/directory.js';
import { Persons } from './directory/persons.js';
import { accessProblems } from './domain/access-problems.js';
import { accessEventTypes } from './domain/member-events.js';
import { DevelopmentIssuer } from './issuer/development-issuer.js';
import { IssuerDoor } from './issuer/issuer-door.js';
import { DataKeys } from './keys/data-keys.js';
import { KeyLog } from './keys/key-log.js';
import { Rewrapping } from './keys/rewrapping.js';
import { openKeyProvider } from './keys/open-key-provider.js';
import { KEY_PROVIDER } from './keys/key-provider.port.js';
import { Pseudonyms } from './keys/pseudonyms.js';
import { LookUpMemberController } from './look-up-member/look-up-member.controller.js';
import { LookUpMemberHandler } from './look-up-member/look-up-member.query.js';
import { KeepFlagsController } from './keep-flags/keep-flags.controller.js';
import { LiftFlagHandler } from './keep-flags/lift-flag.command.js';
import { SetFlagHandler } from './keep-flags/set-flag.command.js';
import { LookLog } from './looks/look-log.js';
import { MemberFacts } from './members/member-facts.js';
import { MemberFlags } from './members/member-flags.js';
import { Portal } from './members/portal.js';
import { MergeMembersHandler } from './merge-members/merge-members.command.js';
import { MergeMembersController } from './merge-members/merge-members.controller.js';
import { RecordDeathHandler } from './record-death/record-death.command.js';
import { RecordDeathController } from './record-death/record-death.controller.js';
import { WithdrawDeathHandler } from './record-death/withdraw-death.command.js';
import { RegisterMemberController } from './register-member/register-member.controller.js';
import { RegisterMemberHandler } from './register-member/register-member.handler.js';
import { RegisterMembersHandler } from './register-members/register-members.command.js';
import { RegisterMembersController } from './register-members/register-members.controller.js';
import { SearchMembersController } from './search-members/search-members.controller.js';
import { SearchMembersHandler } from './search-members/search-members.query.js';
import { ShowMemberController } from './show-member/show-member.controller.js';
import { ShowMemberHandler } from './show-member/show-member.query.js';
import { AccessGuard } from './tokens/access.guard.js';
import { TokenVerifier, type TokenOptions } from './tokens/token-verifier.js';

registerProblems(accessProblems);
registerEventTypes(accessEventTypes);

export interface KeyOptions {
  /** Directory of the file key provider; which provider it is, `KIROKU_KEY_PROVIDER` says. */
  readonly keyDirectory: string;
}

export interface AccessOptions extends KeyOptions {
  readonly tokens: TokenOptions;
  readonly developmentIssuer: DevelopmentIssuer | null;
}

const keyServices: Provider[] = [DataKeys, Pseudonyms, KeyLog, Rewrapping, Directory, Persons, MemberFacts, LookLog];

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
];
const memberHandlers: Provider[] = [
  DirectoryChanges,
  NameChanges,
  Portal,
  MemberFlags,
  DirectoryEntrance,
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
      imports: [CqrsModule, KeysModule.forRoot({ keyDirectory })],
      controllers: memberControllers,
      providers: [
        ...memberHandlers,
        { provide: TokenVerifier, useFactory: () => new TokenVerifier(tokens) },
        { provide: APP_GUARD, useClass: AccessGuard },
        ...(developmentIssuer ? [{ provide: DevelopmentIssuer, useValue: developmentIssuer }, IssuerDoor] : []),
      ],
    };
  }
}
