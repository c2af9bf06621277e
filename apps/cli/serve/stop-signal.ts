const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Whether somebody asked the process to stop. Further signals while stopping are taken quietly. */
export class StopSignal {
  wasAsked = false;
  readonly asked: Promise<void>;

  constructor() {
    this.asked = new Promise((resolve) => {
      for (const signal of SIGNALS) {
        process.on(signal, () => {
          this.wasAsked = true;
          resolve();
        });
      }
    });
  }
}
