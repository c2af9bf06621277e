import type { TransferHeader } from '../domain/transfer-events.js';

/** A header and its part as the JSON that tables keep. Several keep the same: it is made once, for the first that asks. */
export class HeaderText {
  #header: string | null = null;
  #part: string | null = null;

  constructor(private readonly value: { readonly header: TransferHeader; readonly headerPart: object | null }) {}

  get header(): string {
    return (this.#header ??= JSON.stringify(this.value.header));
  }

  get part(): string | null {
    if (this.value.headerPart === null) return null;
    return (this.#part ??= JSON.stringify(this.value.headerPart));
  }
}
