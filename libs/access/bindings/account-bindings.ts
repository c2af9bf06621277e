import { Inject, Injectable } from '@nestjs/common';
import { AssociationActs, type ActPlace, type NotedAct } from '../acts/association-acts.js';
import { accountStream, bindingsStream, type BindingEvent } from '../domain/binding-events.js';
import { bindingsOf, type Bindings, type NotedBindingEvent } from '../domain/bindings.js';

/** Which account is whose, read from the log at every question: what is unbound counts as such at once. */
@Injectable()
export class AccountBindings {
  constructor(@Inject(AssociationActs) private readonly acts: AssociationActs) {}

  async of(association: string, ref: string): Promise<Bindings> {
    return bindingsOf((await this.acts.read(association, bindingsStream(ref))).map(notedBinding));
  }

  /** Of all these references, for it is not known any more whose account each is; how many there were. */
  async unbindAll(asking: Omit<ActPlace, 'stream' | 'subject'>, refs: readonly string[]): Promise<number> {
    let count = 0;
    for (const ref of refs) {
      const stream = bindingsStream(ref);
      const { isNew } = await this.acts.act({ ...asking, stream, subject: ref }, (acts) => {
        const account = bindingsOf(acts.map(notedBinding)).bound?.account;
        return account === undefined ? null : { type: 'AccountUnbound', data: { account }, sealed: null };
      });
      if (isNew) count += 1;
    }
    return count;
  }

  /** Codes that nobody brought yet, of all these references; how many there were. One that is brought meanwhile binds. */
  async voidCodes(asking: Omit<ActPlace, 'stream' | 'subject'>, refs: readonly string[]): Promise<number> {
    let count = 0;
    for (const ref of refs) {
      const { isNew } = await this.acts.act({ ...asking, stream: bindingsStream(ref), subject: ref }, (acts) => {
        const code = bindingsOf(acts.map(notedBinding)).code?.code;
        return code === undefined ? null : { type: 'BindingCodeVoided', data: { code }, sealed: null };
      });
      if (isNew) count += 1;
    }
    return count;
  }

  /** The reference that is the account's; null where it has none. */
  async refOf(association: string, account: string): Promise<string | null> {
    const said = (await this.acts.read(association, accountStream(account))).at(-1)?.subject ?? null;
    if (said === null) return null;
    return (await this.of(association, said)).bound?.account === account ? said : null;
  }
}

export function notedBinding({ type, data, at }: NotedAct): NotedBindingEvent {
  return { type, data, at } as NotedBindingEvent & Pick<BindingEvent, 'type'>;
}
