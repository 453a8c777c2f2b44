// How a person wants pages to look: kept in the account, or in a cookie while nobody is signed in.
// The layout puts each choice on the html element; styles do the rest.

const CHOICES = {
  theme: ['system', 'light', 'dark', 'black-on-yellow', 'yellow-on-black', 'white-on-black'],
  text: ['100', '125', '150', '200'],
  spacing: ['normal', 'wide'],
  pictures: ['on', 'off'],
  motion: ['full', 'none'],
} as const;

export type DisplaySetting = keyof typeof CHOICES;
export type DisplaySettings = { [name in DisplaySetting]: (typeof CHOICES)[name][number] };

/** All settings with their values, the usual one first. */
export const displayChoices: { [name in DisplaySetting]: readonly string[] } = CHOICES;

/** Settings from a cookie or an account. What is missing or unknown gets the usual value. */
export function readDisplaySettings(given: Record<string, unknown>): DisplaySettings {
  const settings = Object.entries(CHOICES).map(([name, values]) => {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    return [name, (values as readonly unknown[]).includes(value) ? value : values[0]];
  });
  return Object.fromEntries(settings) as DisplaySettings;
}

/** The settings kept in a `td_display` cookie, written as `theme=dark&text=150`. */
export function displaySettingsFromCookie(cookies: string | undefined): DisplaySettings {
  const value = /(?:^|;\s*)td_display=([\w=&%-]{1,200})/.exec(cookies ?? '')?.[1] ?? '';
  return readDisplaySettings(Object.fromEntries(new URLSearchParams(decode(value))));
}

/** The value of the cookie: only what differs from the usual. */
export function displayCookie(settings: DisplaySettings): string {
  const chosen = Object.entries(settings).filter(
    ([name, value]) => value !== CHOICES[name as DisplaySetting][0],
  );
  return new URLSearchParams(chosen).toString();
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return '';
  }
}
