import type { EventType } from '#event-store';

/** The data that a checkpoint was signed over is gone, and an operator let the log go on without it. */
export interface LogLossAccepted {
  readonly type: 'LogLossAccepted';
  readonly data: {
    /** The last checkpoint that was kept, to the letter: whoever has another can compare. */
    readonly kept: string;
    /** The log as it was found: leaves, and the root over them in base64. */
    readonly size: number;
    readonly root: string;
  };
}

export const lossEventTypes = {
  LogLossAccepted: { version: 1 },
} as const satisfies Record<LogLossAccepted['type'], EventType>;

/** What was lost of a log; apart, for it is read by whoever asks what became of it. */
export const LOG_LOSSES_STREAM = 'log-losses';
