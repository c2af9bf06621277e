import { Command } from 'commander';
import { acceptLoss, readCheckpoint } from '#evidence';
import { CommandError, EXIT } from '../exit-codes.js';
import { withLogs } from '../log/with-logs.js';

export function logCommand(): Command {
  return new Command('log')
    .description('logs beside what is kept of them outside the database, and what an auditor needs to replay one')
    .addCommand(statusCommand())
    .addCommand(acceptLossCommand())
    .addCommand(mapSecretCommand());
}

function mapSecretCommand(): Command {
  return new Command('map-secret')
    .description(
      'the secret by which references have their places in the map of a log, base64: for an auditor who replays the log, and nobody else',
    )
    .requiredOption('--association <id>', 'whose log')
    .action(async ({ association }: { association: string }) => {
      const { mapSecret } = await import('../log/map-secret.js');
      const secret = await mapSecret(association);
      if (!secret)
        throw new CommandError({ ja: `${association} のログはありません。`, en: `There is no log of ${association}.` });
      process.stdout.write(`${Buffer.from(secret).toString('base64')}\n`);
    });
}

function statusCommand(): Command {
  return new Command('status')
    .description('each log beside its last kept checkpoint; exits with 3 where one does not continue it')
    .action(() =>
      withLogs(async ({ store, prover, kept }) => {
        const heads = await store.heads();
        const associations = [...new Set([...heads.keys(), ...(await kept.associations())])].sort();
        for (const association of associations) {
          const note = await kept.last(association);
          const proven = note === null ? 'not-kept' : await prover.prove(association, note);
          const keptSize = note === null ? '-' : String(readCheckpoint(note)?.size ?? '?');
          const size = Number(heads.get(association) ?? 0);
          process.stdout.write(`${[association, `log ${size}`, `kept ${keptSize}`, proven].join('\t')}\n`);
          if (proven !== 'continues' && note !== null) process.exitCode = EXIT.differs;
        }
      }),
    );
}

function acceptLossCommand(): Command {
  return new Command('accept-loss')
    .description(
      'let a log go on although data that was signed is gone for good; the log, and whoever witnesses it, will say so for ever',
    )
    .requiredOption('--association <id>', 'whose log')
    .requiredOption('--because <text>', 'what happened, in your words; kept beside the lost checkpoint, not in the log')
    .action(({ association, because }: { association: string; because: string }) =>
      withLogs(async (logs) => {
        const loss = await acceptLoss(association, because, logs);
        if (!loss)
          throw new CommandError({
            ja: `失われたものはありません。${association} のログは控えの続きです。`,
            en: `Nothing is lost: the log of ${association} continues what is kept of it.`,
          });
        const { found, aside } = loss;
        process.stdout.write(
          `The log of ${association} goes on from ${found.size} events. What was signed of the lost ones lies in ${aside}; hand it to whoever audits.\n` +
            'Running services open the log within seconds. Every witness will report a log that was forked: tell them before.\n',
        );
      }),
    );
}
