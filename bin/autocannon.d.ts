// autocannon ships no types; these are the parts that the benchmark uses.
declare module 'autocannon' {
  interface Options {
    url: string;
    connections: number;
    /** Seconds. */
    duration: number;
    headers: Record<string, string>;
    requests: { setupRequest: (request: { path?: string }) => { path?: string } }[];
  }
  interface Result {
    requests: { total: number };
    latency: { p99: number };
    non2xx: number;
    errors: number;
  }
  export default function autocannon(options: Options): Promise<Result>;
}
