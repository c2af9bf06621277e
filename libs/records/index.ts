export { Records1760000002000 } from './migrations/1760000002000-records.js';
export { RecordsKeeping1760000040000 } from './migrations/1760000040000-records-keeping.js';
export { Reconciliation1760000004000 } from './migrations/1760000004000-reconciliation.js';
export { ReconciliationProjection } from './reconciliation/reconciliation.projection.js';
export { controlTotal, idValue } from './reconciliation/control-total.js';
export { MovedRecords1760000052000 } from './migrations/1760000052000-moved-records.js';
export { RecordsProjection } from './projection/records.projection.js';
export { RecordedTransferRow, StatutoryRecordRow } from './projection/rows.js';
export { RecordsKeepingModule, RecordsModule, RecordsProjectionModule } from './records.module.js';
