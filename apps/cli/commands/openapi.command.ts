import { Command } from 'commander';

export function openApiCommand(): Command {
  return new Command('openapi').description('print the OpenAPI 3.1 document; needs no database').action(async () => {
    const { contract } = await import('../serve/contract.js');
    process.stdout.write(`${JSON.stringify(await contract(), null, 2)}\n`);
  });
}
