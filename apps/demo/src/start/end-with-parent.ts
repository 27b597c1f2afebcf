// Loaded before each program that the supervisor starts: ends the program when the supervisor is gone, even after kill -9.
process.on('disconnect', () => {
  setTimeout(() => process.exit(1), 5_000).unref();
  process.kill(process.pid, 'SIGTERM');
});
// Listening for the end must not by itself keep a program alive.
process.channel?.unref();
