import { Inject, Injectable } from '@nestjs/common';
import { RegisterOnce, type Registered } from '#ledger';
import type { RegisterExported } from '../domain/record-events.js';
import type { RegisterWish } from './register-export.js';

interface Taking {
  readonly format: RegisterExported['data']['format'];
  /** Why it is taken away; kept sealed. */
  readonly ground: string;
}

/** Writes that a register is taken away, before the first record of it is read. */
@Injectable()
export class ExportLog {
  constructor(@Inject(RegisterOnce) private readonly once: RegisterOnce) {}

  async write(
    { looker, exportId, register, from, to, through, isAuditor, records }: RegisterWish & { readonly records: number },
    { format, ground }: Taking,
  ): Promise<Registered> {
    const chains = isAuditor ? (['open', 'restricted'] as const) : (['open'] as const);
    const fact: RegisterExported = {
      type: 'RegisterExported',
      data: { exportId, register, from, to, format, through, records, chains },
      sealed: { ground },
    };
    const stream = `register-export-${exportId}`;
    const { association } = looker;
    const registration = { association, caller: looker, stream, expected: 'none' as const, fact, subject: null };
    return (await this.once.register(registration, ([first]) => first))!;
  }
}
