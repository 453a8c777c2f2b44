/** What a person needs in order to be spoken and written to; labels are `accounts.need.<key>`. */
export const COMMUNICATION_NEEDS = [
  'screen_reader',
  'large_print',
  'sign_language',
  'written_only',
  'phone_call',
  'easy_read',
] as const;
export type CommunicationNeed = (typeof COMMUNICATION_NEEDS)[number];

export const CHANNELS = ['portal', 'email', 'sms', 'letter', 'phone'] as const;
export type Channel = (typeof CHANNELS)[number];
