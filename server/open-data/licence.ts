// Under what terms the open data may be used: see ARCHITECTURE.md, decision on open data.

export const LICENCE = {
  name: 'CC BY 4.0',
  url: 'https://creativecommons.org/licenses/by/4.0/',
  attribution: 'Tańdau, portal of rehabilitation aids',
} as const;
