import { Inject, Injectable } from '@nestjs/common';
import { KEY_PROVIDER, type KeyProvider } from '#access';
import { mapKeys } from '#proof';

/** From this, and the association's key for it, the secret of its map is made. It is the same for ever. */
const SECRET_TEXT = 'kiroku map v1';

export type MapKeyOf = ReturnType<typeof mapKeys>;

interface Known {
  readonly secret: Buffer;
  readonly keyOf: MapKeyOf;
}

/** The secrets of associations' maps: by them it is known whose chain a key is, and what a restricted root is hidden with. */
@Injectable()
export class MapSecrets {
  readonly #known = new Map<string, Promise<Known>>();

  constructor(@Inject(KEY_PROVIDER) private readonly provider: KeyProvider) {}

  async keyOf(association: string): Promise<MapKeyOf> {
    return (await this.#of(association)).keyOf;
  }

  /** Only for whoever may see every person of the association, on both chains. */
  async secret(association: string): Promise<Buffer> {
    return (await this.#of(association)).secret;
  }

  #of(association: string): Promise<Known> {
    const known = this.#known.get(association);
    if (known) return known;
    const making = this.#make(association);
    this.#known.set(association, making);
    making.catch(() => this.#known.delete(association));
    return making;
  }

  async #make(association: string): Promise<Known> {
    const secret = await this.provider.mac(association, 'map', SECRET_TEXT);
    return { secret, keyOf: mapKeys(secret) };
  }
}
