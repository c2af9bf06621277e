import type { Command } from 'commander';

/** Commands are loaded when they are asked for: what lists feeds should not wait for what runs services. */
export const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import('./commands/serve.command.js')).serveCommand(),
  token: async () => (await import('./commands/token.command.js')).tokenCommand(),
  feeds: async () => (await import('./commands/feeds.command.js')).feedsCommand(),
  lint: async () => (await import('./commands/lint.command.js')).lintCommand(),
  post: async () => (await import('./commands/post.command.js')).postCommand(),
  assess: async () => (await import('./commands/assess.command.js')).assessCommand(),
  import: async () => (await import('./commands/import.command.js')).importCommand(),
  'import-register': async () => (await import('./commands/import.command.js')).importRegisterCommand(),
  'import-members': async () => (await import('./commands/import-members.command.js')).importMembersCommand(),
  keys: async () => (await import('./commands/keys.command.js')).keysCommand(),
  simulate: async () => (await import('./commands/simulate.command.js')).simulateCommand(),
  reconcile: async () => (await import('./commands/reconcile.command.js')).reconcileCommand(),
  ruleset: async () => (await import('./commands/ruleset.command.js')).rulesetCommand(),
  openapi: async () => (await import('./commands/openapi.command.js')).openApiCommand(),
  projections: async () => (await import('./commands/projections.command.js')).projectionsCommand(),
  log: async () => (await import('./commands/log.command.js')).logCommand(),
  witness: async () => (await import('./commands/witness.command.js')).witnessCommand(),
  verify: async () => (await import('./commands/verify.command.js')).verifyCommand(),
  migrate: async () => (await import('./commands/migrate.command.js')).migrateCommand(),
};

/** Those that end with 1 where evidence is broken, and with 2 where they could not look: 1 is nothing else of theirs. */
export const SAY_WHAT_IS_BROKEN: readonly string[] = ['witness', 'verify'];
