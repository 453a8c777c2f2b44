// Captions as WebVTT: what a file must be, and the words in it.

export const MOST_CAPTION_BYTES = 200 * 1024;

const TIME = String.raw`(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}`;
const TIMING = new RegExp(`^(${TIME})[ \\t]+-->[ \\t]+(${TIME})(?:[ \\t].*)?$`);

export type CaptionsRead =
  | { transcript: string }
  | { wrong: 'large' | 'encoding' | 'header' | 'cues' | 'empty' };

/** Reads a caption file. Gives its words, a cue a line, or what is wrong with it. */
export function readCaptions(content: Buffer): CaptionsRead {
  if (content.length > MOST_CAPTION_BYTES) return { wrong: 'large' };
  const text = decode(content);
  if (text === null) return { wrong: 'encoding' };
  const [header, ...blocks] = text
    .replaceAll(/\r\n?/g, '\n')
    .split(/\n{2,}/)
    .map((block) => block.trim());
  if (!/^WEBVTT(?:[ \t\n]|$)/.test(header ?? '')) return { wrong: 'header' };
  const words: string[] = [];
  let last = -1;
  for (const block of blocks.filter(Boolean)) {
    if (/^(?:NOTE|STYLE|REGION)(?:[ \t\n]|$)/.test(block)) continue;
    const cue = cueOf(block);
    if (!cue || cue.from >= cue.until || cue.from < last) return { wrong: 'cues' };
    last = cue.from;
    if (cue.words) words.push(cue.words);
  }
  return words.length ? { transcript: words.join('\n') } : { wrong: 'empty' };
}

function decode(content: Buffer): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(content); // takes a byte order mark off
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}

function cueOf(block: string): { from: number; until: number; words: string } | null {
  const lines = block.split('\n');
  const at = TIMING.test(lines[0]!) ? 0 : 1; // a cue may bear a name
  const times = TIMING.exec(lines[at] ?? '');
  if (!times) return null;
  const words = lines
    .slice(at + 1)
    .join(' ')
    .replaceAll(/<[^>]*>/g, '')
    .trim();
  return { from: millisecondsOf(times[1]!), until: millisecondsOf(times[2]!), words };
}

function millisecondsOf(time: string): number {
  const [seconds = 0, minutes = 0, hours = 0] = time.split(':').map(Number).toReversed();
  return Math.round((hours * 3600 + minutes * 60 + seconds) * 1000);
}
