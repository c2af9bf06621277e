import type { Provider } from '@nestjs/common';
import { ImportCiphers } from './import-cipher.js';
import { ImportJobs } from './import-jobs.js';
import { IMPORT_LIMITS, importLimits } from './import-limits.js';
import { ImportLease } from './import-lease.js';
import { ImportRunner } from './import-runner.js';
import { ImportSpool } from './import-spool.js';
import { ImportWorker } from './import-worker.js';
import { OutcomeFile } from './outcome-file.js';
import { ImportReceiver } from './receive-import.js';
import { GatheredRecorder } from './record-gathered.js';

/** Everything that imports need in the ledger's module. */
export const importProviders: Provider[] = [
  { provide: IMPORT_LIMITS, useValue: importLimits },
  ImportCiphers,
  ImportJobs,
  ImportLease,
  ImportSpool,
  ImportReceiver,
  ImportRunner,
  ImportWorker,
  GatheredRecorder,
  OutcomeFile,
];
