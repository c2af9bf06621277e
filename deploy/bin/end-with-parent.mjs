// Loaded into the CLI before its own code. When the wrapper is gone, even by kill -9, the CLI is told to stop as if
// by a person: a ledger that nobody can see or end must not live on.
if (process.channel) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  // The channel alone must not keep a finished command alive.
  process.channel.unref();
}
