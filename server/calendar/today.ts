/** The day in Kazakhstan at an instant: UTC+5 since 1 March 2024, UTC+6 before, as Asia/Almaty knows. */
export function dayOf(instant: Date): string {
  return FORMAT.format(instant);
}

// Swedish dates are ISO dates.
const FORMAT = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Almaty', dateStyle: 'short' });
