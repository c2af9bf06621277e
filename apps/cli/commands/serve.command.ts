import { Command } from 'commander';

export function serveCommand(): Command {
  return new Command('serve')
    .description('run everything in one process, with an embedded PostgreSQL unless DATABASE_URL names another')
    .addHelpText(
      'after',
      `
Environment:
  PORT                       port to listen on (3000)
  HOST                       address to listen on (127.0.0.1)
  KIROKU_DATA_DIR            data directory of the embedded PostgreSQL (.kiroku)
  DATABASE_URL               use this PostgreSQL 18 instead
  KIROKU_ISSUER, KIROKU_JWKS_URL, KIROKU_AUDIENCE
                             whose tokens are taken; needed with DATABASE_URL
  KIROKU_REQUIRED_ACR        how a person must have signed in there: acr values with commas between
  KIROKU_TOKEN_SECONDS_MAX   how long its tokens may live (43200)
  KIROKU_KEY_DIRECTORY       keys of associations; needed with DATABASE_URL
  KIROKU_CHECKPOINT_DIRECTORY
                             newest checkpoint of each log, outside the data; by default beside it
  KIROKU_LOG_ORIGIN          what the names of logs begin with; fixed by the first key of a log
  KIROKU_SAMPLES             1 loads the sample associations, 0 does not (embedded: 1)
  KIROKU_LOG_LEVEL           debug, info, warn, error or silent (warn)`,
    )
    .action(async () => {
      // Loaded when it is wanted: the other commands should not wait for it.
      const { serve } = await import('../serve/serve.js');
      await serve(process.env);
    });
}
