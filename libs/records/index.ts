export { Records1760000002000 } from './migrations/1760000002000-records.js';
export { RecordsProjection } from './projection/records.projection.js';
export { RecordedTransferRow, StatutoryRecordRow } from './projection/rows.js';
export { RecordsModule, RecordsProjectionModule } from './records.module.js';
