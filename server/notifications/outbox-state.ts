// How the outbox stands: what waits by which way and since when. Nothing of a person is read here.
import { dayOf } from '../calendar/today.ts';
import type { Queryable } from '../database.ts';
import { CHANNELS, type Channel } from './choices.ts';

export interface ChannelState {
  channel: Channel;
  waiting: number;
  /** Since when the oldest could have gone; null where nothing waits, or only for its hour. */
  oldestSince: string | null;
  sentToday: number;
  dead: number;
  /** The oldest has waited longer than is usual. */
  isStuck: boolean;
}

/** Minutes that a message may wait before somebody is told. Letters and calls wait for an office's working day. */
const LONGEST_WAIT: Record<Channel, number> = {
  email: 60,
  sms: 60,
  letter: 3 * 24 * 60,
  phone: 3 * 24 * 60,
};

/** The state of each channel at an instant. */
export async function channelStates(db: Queryable, at: Date): Promise<ChannelState[]> {
  const now = at.toISOString();
  const midnight = new Date(`${dayOf(at)}T00:00:00+05:00`).toISOString();
  const waiting = () => db('outbox').whereRaw(`state = 'waiting'`);
  const [waits, oldest, sent, dead] = (await Promise.all([
    waiting().groupBy('channel').select('channel').count({ count: '*' }),
    waiting()
      .where('due_at', '<=', now)
      .groupBy('channel')
      .select('channel')
      .min({ since: 'due_at' }),
    db('outbox')
      .whereRaw(`state = 'sent'`)
      .whereIn('channel', [...CHANNELS])
      .where('sent_at', '>=', midnight)
      .groupBy('channel')
      .select('channel')
      .count({ count: '*' }),
    db('outbox')
      .whereRaw(`state = 'dead'`)
      .groupBy('channel')
      .select('channel')
      .count({ count: '*' }),
  ])) as Counted[][];
  const of = (rows: Counted[] | undefined, channel: Channel) =>
    rows?.find((row) => row.channel === channel);
  return CHANNELS.map((channel) => {
    const oldestSince = of(oldest, channel)?.since ?? null;
    const longest = LONGEST_WAIT[channel] * 60_000;
    return {
      channel,
      waiting: of(waits, channel)?.count ?? 0,
      oldestSince,
      sentToday: of(sent, channel)?.count ?? 0,
      dead: of(dead, channel)?.count ?? 0,
      isStuck: oldestSince !== null && at.getTime() - Date.parse(oldestSince) > longest,
    };
  });
}

/** How many channels need a look: something waits too long, or was given up. */
export async function countStuck(db: Queryable, at: Date): Promise<number> {
  return (await channelStates(db, at)).filter(({ isStuck, dead }) => isStuck || dead > 0).length;
}

interface Counted {
  channel: Channel;
  count?: number;
  since?: string;
}
