/** Where the pages of this room are. */
export const reconciliationPaths = {
  lists: '/doi-chieu-goi-thau',
  publish: '/doi-chieu-goi-thau/moi',
  list: (id: string): string => `/doi-chieu-goi-thau/${id}`,
  uncovered: (id: string): string => `/doi-chieu-goi-thau/${id}/hop-dong`,
  package: (id: string): string => `/goi-thau-cong-bo/${id}`,
  conclude: (id: string): string => `/goi-thau-cong-bo/${id}/ket-luan`,
  place: (id: string): string => `/goi-thau-cong-bo/${id}/co-quan`,
} as const;

/** The entry of the navigation that is lit. */
export const reconciliationSection = 'reconciliation';
