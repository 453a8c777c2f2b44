/** What the log may know of a failure. Messages of the database hold values of people: only codes and tables stay. */
export function loggable(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, table, constraint }: Coded = Object(error);
  if (code) return { name: error.name, code, table, constraint, stack: stackOf(error) };
  return { name: error.name, message: error.message, stack: stackOf(error) };
}

interface Coded {
  code?: string;
  table?: string;
  constraint?: string;
}

function stackOf(error: Error): string[] {
  return (error.stack ?? '')
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 8);
}
