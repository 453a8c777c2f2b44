// Text messages over HTTP. A gateway with another form of its own needs a small translator before it: OPERATIONS.md
// says what is sent and which answers are understood.
import { NotTaken } from './not-taken.ts';
import type { SmsGateway } from './sms-gateway.ts';

const PATIENCE_MS = 10_000;
/** Answers longer than this are not a gateway's. */
const LONGEST_ANSWER = 10_000;

/** A gateway at an http(s) address; name and password in it go as basic authentication. */
export function httpGateway(address: string, from: string, patience = PATIENCE_MS): SmsGateway {
  const url = new URL(address);
  const { username, password } = url;
  url.username = '';
  url.password = '';
  const key = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`);
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    ...(username && { authorization: `Basic ${key.toString('base64')}` }),
  };
  const ended = new AbortController();
  return {
    send: async ({ id, to, text, part, parts }) => {
      const answer = await ask(url, {
        method: 'POST',
        redirect: 'error',
        headers: { ...headers, 'idempotency-key': id },
        body: JSON.stringify({ id, from, to, text, part, parts }),
        signal: AbortSignal.any([AbortSignal.timeout(patience), ended.signal]),
      });
      if (answer.status >= 200 && answer.status < 300) return idIn(answer.text);
      throw new NotTaken(whyOfStatus(answer.status), `HTTP ${answer.status}`);
    },
    close: () => ended.abort(),
  };
}

async function ask(url: URL, init: RequestInit): Promise<{ status: number; text: string }> {
  try {
    const response = await fetch(url, init);
    return { status: response.status, text: (await response.text()).slice(0, LONGEST_ANSWER) };
  } catch (error) {
    const { name, cause }: { name?: string; cause?: { code?: string } } = Object(error);
    throw new NotTaken('away', name === 'TimeoutError' ? 'ETIMEDOUT' : (cause?.code ?? 'EHTTP'));
  }
}

// A gateway that is closed to us, too busy or broken takes nothing; one that names our message takes the next.
function whyOfStatus(status: number): 'away' | 'refused' | 'failed' {
  if ([401, 403, 404, 407, 408, 429, 502, 503, 504].includes(status) || status < 400) return 'away';
  return status < 500 ? 'refused' : 'failed';
}

function idIn(text: string): string | null {
  try {
    const { id }: { id?: unknown } = Object(JSON.parse(text));
    return typeof id === 'string' || typeof id === 'number' ? String(id) : null;
  } catch {
    return null;
  }
}
