import { Command } from '@nestjs/cqrs';
import type { DirectoryEntry } from '../directory/directory.js';
import type { Caller } from '../domain/caller.js';
import type { KnownPerson } from './known-person.js';

export interface MemberRegistration {
  readonly ref: string;
  /** False when this very person was registered before. */
  readonly isNew: boolean;
  /** Of the registration in the log. */
  readonly position: string;
}

export class RegisterMember extends Command<MemberRegistration> {
  constructor(
    readonly association: string,
    readonly caller: Pick<Caller, 'role' | 'subject'>,
    readonly ref: string | null,
    readonly entry: DirectoryEntry,
    /** Who is told of it; left out where nobody is. */
    readonly known?: KnownPerson,
  ) {
    super();
  }
}
