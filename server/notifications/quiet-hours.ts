// When a telephone stays silent. Every text message keeps to it, urgent ones, too: they go when the quiet ends.

/** From an hour until an hour of the day in Kazakhstan, over midnight or not; equal hours: never quiet. */
export interface QuietHours {
  from: number;
  until: number;
}

/** For whoever chose nothing: proposed, since no law names hours for text messages. */
export const NIGHT: QuietHours = { from: 21, until: 8 };

const HOUR = 3_600_000;
/** All of Kazakhstan is UTC+5 since 1 March 2024. */
const OFFSET = 5 * HOUR;

/** The instant at which quiet hours that hold at `at` end; null while nobody is to be left in peace. */
export function endOfQuiet({ from, until }: QuietHours, at: Date): Date | null {
  const local = at.getTime() + OFFSET;
  const hour = new Date(local).getUTCHours();
  const isQuiet = from <= until ? hour >= from && hour < until : hour >= from || hour < until;
  if (!isQuiet) return null;
  const thisHour = local - (local % HOUR);
  return new Date(thisHour + ((until - hour + 24) % 24) * HOUR - OFFSET);
}
