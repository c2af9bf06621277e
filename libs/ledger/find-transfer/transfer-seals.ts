import { Inject, Injectable } from '@nestjs/common';
import { Pseudonyms, type ActingCaller } from '#access';
import type { StoredEvent } from '#event-store';
import { Refusal } from '#platform';
import type { TransferEvent } from '../domain/transfer-events.js';
import { TransferReader } from '../knowledge/transfer-reader.js';
import { isHidden, knowerOf } from '../writing/refuse-hidden.js';

/** Finds the event by whose position and leaf hash a version of a transfer is acknowledged. */
@Injectable()
export class TransferSeals {
  constructor(
    @Inject(TransferReader) private readonly transfers: TransferReader,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
  ) {}

  /**
   * The seal of a version, of the newest where none is named; null where there is no transfer, or none that the caller may
   * know of. Refuses a version that it does not have. Whoever recorded a transfer of the restricted chain has its acknowledgement, and nothing else of it.
   */
  async find(
    asking: { readonly association: string; readonly caller: ActingCaller },
    transferId: string,
    version?: number,
  ): Promise<StoredEvent | null> {
    const history = await this.transfers.outline(
      asking.association,
      transferId,
      await knowerOf(asking, this.pseudonyms),
    );
    const { versions, status } = history.transfer;
    if (versions.length === 0 || status === 'unrecorded') return null;
    if (await isHidden(asking, history, this.pseudonyms)) return null;
    const wanted = version ?? versions.at(-1)!.header.version;
    const seal = history.events.find(({ fact }) => sealedVersion(fact) === wanted);
    if (!seal) throw new Refusal('transfer-version-unknown');
    return seal.stored;
  }
}

function sealedVersion(fact: TransferEvent): number | null {
  switch (fact.type) {
    case 'TransferSealed':
      return fact.data.version;
    case 'TransferRecorded':
    case 'TransferRefused':
      return fact.data.header.version;
    default:
      return null;
  }
}
