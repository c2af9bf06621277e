export { ahead } from './async/ahead.js';
export { awaitedLater } from './async/awaited-later.js';
export { Rounds } from './async/rounds.js';
export { Clock } from './clock/clock.js';
export { byteaArray, int4Array, textArray, uuidArray } from './database/binary-array.js';
export { csvCell } from './csv/csv-cell.js';
export type { Columns } from './database/binary-columns.js';
export { copyOut, type TakeRow } from './database/copy-out.js';
export { copyRows } from './database/copy-rows.js';
export { createDataSource, createPool, type DatabaseOptions } from './database/database.js';
export { DatabaseModule } from './database/database.module.js';
export { isDatabaseUnavailable } from './database/is-unavailable.js';
export { inSnapshotOf, inTransaction, inTransactionOf } from './database/in-transaction.js';
export { DatabaseVersionError, migrate } from './database/migrate.js';
export { refuseOwner } from './database/refuse-owner.js';
export { RightsError } from './database/give-rights.js';
export type { Rights, TableRights } from './database/rights.js';
export { actingAs, roleOf, SERVICES, type Service, type ServiceRole } from './database/service-roles.js';
export { ofAssociation, readOfAssociation, type Queries } from './database/of-association.js';
export { CHECK_PAGE_FILES, VERIFIER_FILES, verifierDigests } from './docs/verifier-files.js';
export { openApiDocument, ROLES_EXTENSION, TOKEN_SECURITY } from './docs/openapi.js';
export { OpenApiHolder } from './docs/docs.controller.js';
export {
  CodeField,
  DayField,
  FlagField,
  InstantField,
  IntField,
  ObjectField,
  TextField,
  UuidField,
} from './fields/fields.js';
export { compileRules, type CompiledRules } from './fields/compile-rules.js';
export { rulesOf, type FieldRule } from './fields/field-rules.js';
export { CodesField, ListField, TextsField } from './fields/list-fields.js';
export { READINESS_CHECKS, type ReadinessCheck } from './health/health.controller.js';
export { ANSWER_MILLISECONDS_MAX } from './http/answer-in-time.js';
export { createHttpApp } from './http/create-http-app.js';
export { decodeCursor, nextLink } from './http/cursor.js';
export { pageOf, rowsToFind, type Page } from './http/page-of.js';
export { NumberInQuery } from './http/number-in-query.js';
export { PageRequest } from './http/page.request.js';
export { StreamedBody } from './http/streamed-body.js';
export { languageOf, type Language } from './http/language.js';
export { Open, OPEN_ROUTE, type OpenRoute } from './http/open.js';
export { HEADERS_OF_ANY_ANSWER } from './http/security-headers.js';
export { revisionSeen, revisionTag } from './http/revision-tag.js';
export { validationPipe } from './http/validation.js';
export { clientNetwork } from './limits/client-address.js';
export { LIMITS_BY_DEFAULT, limitTerms, type LimitName, type LimitTerms } from './limits/limit-terms.js';
export { Limits, type Client } from './limits/limits.js';
export { JsonLogger } from './log/json-logger.js';
export { Metrics, type MetricsSource, type Sample } from './metrics/metrics.js';
export { metricsSettings } from './metrics/metrics-settings.js';
export { limitGarbage } from './memory/limit-garbage.js';
export { PlatformModule } from './platform.module.js';
export { allProblems, registerLineCodes, registerProblems } from './problems/problem-registry.js';
export { Refusal, type FieldError, type ProblemType } from './problems/refusal.js';
export { freshBytes } from './random/random-bytes.js';
export {
  portOf,
  publicUrl,
  serviceSettings,
  SettingsError,
  TOKEN_SECONDS_MAX,
  trustedProxies,
  type Environment,
  type ServiceSettings,
} from './config/settings.js';
