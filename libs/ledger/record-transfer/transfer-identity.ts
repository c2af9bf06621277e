import { v5 } from 'uuid';

/** Namespace of transfer ids; any fixed UUID, never to be changed. */
const TRANSFER_NAMESPACE = '6f1c3a52-5d0b-4b7e-9a3c-2f8c7f0d9b11';

/** The one id that a source's own name for a transfer has for ever: a repetition after years is the same fact. */
export function transferIdentity(association: string, source: string, externalId: string): string {
  return v5(JSON.stringify([association, source, externalId]), TRANSFER_NAMESPACE);
}
