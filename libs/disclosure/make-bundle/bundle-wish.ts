import { Inject, Injectable } from '@nestjs/common';
import { ASSOCIATION_SUBJECT, DataKeys, decrypt, encrypt, type Looker } from '#access';
import { Refusal } from '#platform';
import type { BundleRow } from './bundle-row.js';

/** What of a bundle that is asked for is sealed with its row: in whose name it is made, and about whom. */
export interface BundleWish {
  readonly looker: Pick<Looker, 'role' | 'subject' | 'requestId' | 'reason'>;
  readonly members: readonly string[] | null;
}

/** Seals and opens wishes with the association's data key of the fiscal year in which they came. */
@Injectable()
export class BundleWishes {
  constructor(@Inject(DataKeys) private readonly keys: DataKeys) {}

  async seal(place: BundlePlace, wish: BundleWish): Promise<Buffer> {
    return encrypt(await this.#key(place), Buffer.from(JSON.stringify(wish)), contextOf(place));
  }

  async open(place: BundlePlace & Pick<BundleRow, 'sealed_wish'>): Promise<BundleWish> {
    const opened = decrypt(await this.#key(place), place.sealed_wish, contextOf(place));
    return JSON.parse(opened.toString()) as BundleWish;
  }

  async #key({ association, key_period: period }: BundlePlace): Promise<Buffer> {
    const found = (await this.keys.obtain(association, [ASSOCIATION_SUBJECT], period)).get(ASSOCIATION_SUBJECT);
    if (!found) throw new Refusal('key-destroyed');
    return found.key;
  }
}

type BundlePlace = Pick<BundleRow, 'association' | 'bundle_id' | 'key_period'>;

function contextOf({ association, bundle_id: id }: BundlePlace): string {
  return `${association}|bundle|${id}`;
}
