import { Inject, Injectable } from '@nestjs/common';
import { Refusal } from '#platform';
import { TransferReader } from '../knowledge/transfer-reader.js';
import { isRestricted } from '../show-transfer/show-transfer.query.js';

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Transfers that a breach is about: such as an officer may know of. */
@Injectable()
export class BreachTransfers {
  constructor(@Inject(TransferReader) private readonly transfers: TransferReader) {}

  async refuseUnknown(association: string, ids: readonly string[]): Promise<void> {
    const known = await Promise.all(ids.map((id) => this.#isKnown(association, id)));
    const errors = ids.flatMap((_, index) =>
      known[index] ? [] : [{ pointer: `/transfers/${index}`, detail: 'is no transfer of this association' }],
    );
    if (errors.length > 0) throw new Refusal('invalid-request', { errors });
  }

  async #isKnown(association: string, id: string): Promise<boolean> {
    if (!ID.test(id)) return false;
    const history = await this.transfers.outline(association, id, { isAuditor: false, id: null });
    // Of what is restricted it must not be known that it exists.
    return history.transfer.versions.length > 0 && !isRestricted(history);
  }
}
