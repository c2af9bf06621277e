import { randomUUID } from 'node:crypto';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EVENT_STORE, type EventStore } from '#event-store';
import { Refusal } from '#platform';
import { Directory, type DirectoryEntry } from '../directory/directory.js';
import { isSameOwnKey } from '../domain/identifiers.js';
import { memberStream } from '../domain/member-events.js';
import { DataKeys, DIRECTORY_PERIOD } from '../keys/data-keys.js';
import { Pseudonyms } from '../keys/pseudonyms.js';
import { firstEvent } from '../members/first-event.js';
import { RegisterMember, type MemberRegistration } from './register-member.command.js';

interface Entered {
  readonly ref: string;
  readonly entry: DirectoryEntry;
}

type Wanted = Pick<RegisterMember, 'ref' | 'entry' | 'known'>;

/** What is registered of a person besides the identifiers by which the person was found. */
const PARTICULARS = ['name', 'kana', 'birthDate', 'sex', 'relation', 'household'] as const;

/** The directory entry first, the event after it: a person whose event is missing is registered by the next try. */
@CommandHandler(RegisterMember)
export class RegisterMemberHandler implements ICommandHandler<RegisterMember, MemberRegistration> {
  constructor(
    @Inject(EVENT_STORE) private readonly events: EventStore,
    @Inject(Directory) private readonly directory: Directory,
    @Inject(DataKeys) private readonly keys: DataKeys,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
  ) {}

  async execute({ association, caller, ref: wanted, entry, known }: RegisterMember): Promise<MemberRegistration> {
    // A token may name an association that nobody registered: it has no log, and gets no member.
    if ((await this.events.head(association)) === null) throw new Refusal('association-unknown');
    const entered = await this.#enter(association, { ref: wanted, entry, known });
    const { ref } = entered;
    const key = (await this.keys.obtain(association, [ref], DIRECTORY_PERIOD)).get(ref);
    // The person was erased in between.
    if (!key) throw new Refusal('member-taken');
    const actor = await this.pseudonyms.actor(association, caller);
    const result = await this.events.append(firstEvent(this.keys, { association, actor }, { ...entered, key }));
    if (result.outcome === 'appended') return { ref, isNew: true, position: result.events[0]!.position };
    const [registered] = await this.events.readStream(association, memberStream(ref), { limit: 1 });
    return { ref, isNew: false, position: registered!.position };
  }

  /** The person as the directory has it: known before, or entered now. */
  async #enter(association: string, wanted: Wanted): Promise<Entered> {
    const known = await this.#find(association, wanted);
    if (known) return known;
    const { entry } = wanted;
    const ref = wanted.ref ?? randomUUID();
    if (await this.directory.add(association, ref, entry)) return { ref, entry };
    // The same person may have been registered by somebody else since the look.
    const meanwhile = await this.#find(association, wanted);
    if (!meanwhile) throw new Refusal('member-taken');
    return meanwhile;
  }

  async #find(association: string, { ref: wanted, entry, known: told }: Wanted): Promise<Entered | null> {
    const [known] = await this.directory.resolve(association, [entry]);
    if (!known) return null;
    await told?.met(known);
    if (wanted && known !== wanted) throw new Refusal('member-taken');
    const registered = (await this.directory.read(association, [known])).get(known);
    // A changed name is a change of its own, not a repetition to be nodded at. Whose reference it is, and what is
    // registered, a look-up tells to officers: here the fields are named to them, and nothing that they hold.
    const differing = registered ? differences(registered, entry) : [];
    if (differing.length > 0) {
      const errors = differing.map((field) => ({ pointer: `/${field}`, detail: 'differs from what is registered' }));
      throw new Refusal('member-differs', told?.tellsFields === false ? {} : { errors });
    }
    if (!registered) throw new Refusal('member-taken');
    told?.isSame();
    await this.directory.makeSearchable(association, known, registered);
    return { ref: known, entry: registered };
  }
}

function differences(registered: DirectoryEntry, entry: DirectoryEntry): string[] {
  const particulars: string[] = PARTICULARS.filter((field) => registered[field] !== entry[field]);
  return isOther(registered, entry) ? [...particulars, 'ownKey'] : particulars;
}

// An own key that is left out says nothing of it; one that is given later has a day, and is no repetition.
function isOther(registered: DirectoryEntry, { ownKey }: DirectoryEntry): boolean {
  return ownKey !== undefined && !isSameOwnKey(registered.ownKey ?? null, ownKey);
}
