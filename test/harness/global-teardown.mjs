export default async function globalTeardown() {
  const keeper = globalThis.kirokuDatabaseKeeper;
  if (!keeper || keeper.exitCode !== null) return;
  const gone = new Promise((resolve) => keeper.once('exit', resolve));
  keeper.disconnect();
  await gone;
}
