import type { EventType } from '#event-store';

/** From here on cosignatures of a witness are taken and shown. Nobody has to believe it for that. */
export interface WitnessAdded {
  readonly type: 'WitnessAdded';
  readonly data: {
    /** Name of the key: of an organisation or its machine, never of a person. */
    readonly name: string;
    /** `name+hash+base64`, as C2SP writes verifier keys; of type 0x04. */
    readonly key: string;
  };
}

/** From here on none of it are taken; those that were taken stay. */
export interface WitnessRemoved {
  readonly type: 'WitnessRemoved';
  readonly data: { readonly name: string; readonly key: string };
}

export type WitnessEvent = WitnessAdded | WitnessRemoved;

export const witnessEventTypes = {
  WitnessAdded: { version: 1 },
  WitnessRemoved: { version: 1 },
} as const satisfies Record<WitnessEvent['type'], EventType>;

/** Who witnesses a log; apart, so that it stays short. */
export const WITNESSES_STREAM = 'witnesses';
