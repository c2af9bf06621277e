export { chooseDataDir, type DataDirChoice } from './data-directory.js';
export { EmbeddedDatabaseError, type EmbeddedDatabaseErrorCode } from './embedded-database-error.js';
export { findRunningDatabase } from './running-database.js';
export { startEmbeddedDatabase, type EmbeddedDatabase, type EmbeddedDatabaseOptions } from './embedded-database.js';
