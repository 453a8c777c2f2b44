// Words that are to be published hold no numbers or addresses by which somebody can be found.

export type PersonalData = 'email' | 'link' | 'iin' | 'phone';

/** What a text holds that must not be published; null: nothing. */
export function personalDataIn(text: string): PersonalData | null {
  if (/[^\s@]+@[^\s@]+\.\p{L}{2,}/u.test(text)) return 'email';
  if (/https?:|www\.|\b[\w-]+\.(?:kz|ru|com|org|net|me)\b/i.test(text)) return 'link';
  const runs = text.match(/\+?\d(?:[ \t()./–-]{0,2}\d)+/g) ?? [];
  const digits = runs.map((run) => run.replaceAll(/\D/g, '').length);
  if (digits.some((count) => count >= 12)) return 'iin';
  return digits.some((count) => count >= 7) ? 'phone' : null;
}
