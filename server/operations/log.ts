import pino, { type Logger } from 'pino';

/** The log: JSON lines on standard error. Callers log by allowlist; the redaction is a second net. */
export function createLog(level: string): Logger {
  const redact = ['iin', 'phone', 'email', 'cookie', 'password', '*.iin', '*.phone', '*.email'];
  return pino(
    { level, redact, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination(2),
  );
}
