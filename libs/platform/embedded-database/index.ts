export { chooseDataDir, type DataDirChoice } from './data-directory.js';
export { EmbeddedDatabaseError, type EmbeddedDatabaseErrorCode } from './embedded-database-error.js';
export { takeOwnerLock, type OwnerLock } from './owner-lock.js';
export { findRunningDatabase } from './running-database.js';
export { startEmbeddedDatabase, type EmbeddedDatabase, type EmbeddedDatabaseOptions } from './embedded-database.js';
